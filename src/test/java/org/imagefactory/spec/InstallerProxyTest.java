package org.imagefactory.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstallerProxyTest {

    private static final InstallerProxy PROXY = InstallerProxy.parse("http://10.0.2.2:3142/");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.0.2.2:3142",
                "http://10.0.2.2:3142/",
                "http://cache.example.org:8080",
                "http://apt_cache:3142",
                "HTTP://[2001:db8::1]:3128/"
            })
    void isAnHttpServer(String text) {
        assertThat(InstallerProxy.parse(text).uri()).isEqualTo(text);
    }

    @Test
    void aHostBeyondAsciiGoesOnTheCommandLineInAscii() {
        assertThat(InstallerProxy.parse("http://b\u00fccher.example:3142").uri())
                .isEqualTo("http://xn--bcher-kva.example:3142");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.2.2:3142, is not http://HOST:PORT",
        "http://10.0.2.2, is not http://HOST:PORT",
        "http://10.0.2.2:0, is not http://HOST:PORT",
        "http://10.0.2.2:70000, is not http://HOST:PORT",
        "https://10.0.2.2:3142, is not http://HOST:PORT",
        "http://10.0.2.2:3142/debian, is not http://HOST:PORT",
        "http://10.0.2.2:3142/?x, is not http://HOST:PORT",
        "http://10.0.2.2:3142/#x, is not http://HOST:PORT",
        "http://10.0.2.2:3142 quiet, is not http://HOST:PORT",
        "mailto:x, is not http://HOST:PORT",
        "http://localhost:3142, this host is 10.0.2.2",
        "http://127.0.0.1:3142, this host is 10.0.2.2",
        "http://[::1]:3142, this host is 10.0.2.2",
    })
    void anythingElseIsRefused(String text, String problem) {
        assertThatThrownBy(() -> InstallerProxy.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://joe:s3cret@10.0.2.2:3142/",
                "http://s3cret@10.0.2.2:3142/",
                "joe:s3cret@10.0.2.2",
                "http://joe:s3cret@[:3142"
            })
    void credentialsAreRefusedAndNotTold(String text) {
        assertThatThrownBy(() -> InstallerProxy.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("user name or password is not possible")
                .hasNoCause()
                .message()
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource({
        "PRESEED, mirror/http/proxy=http://10.0.2.2:3142/",
        "KICKSTART, inst.proxy=http://10.0.2.2:3142/",
        "AUTOYAST, proxy=http://10.0.2.2:3142/",
    })
    void eachInstallerIsToldInItsOwnWay(AnswerFile.Kind kind, String argument) {
        AnswerFile answers = new AnswerFile(kind, Path.of("/a.cfg"));
        assertThat(answers.kernelArguments(PROXY))
                .containsAll(answers.kernelArguments())
                .endsWith(argument);
    }

    @ParameterizedTest
    @CsvSource({
        "PRESEED, quiet mirror/http/proxy=http://h:1, true",
        "PRESEED, mirror/http/proxy?= --- quiet, true",
        "PRESEED, --- Mirror/HTTP/Proxy=, true",
        "PRESEED, mirror/https/proxy=http://h:1 x=mirror/http/proxy=1, false",
        "KICKSTART, inst.proxy=http://h:1, true",
        "KICKSTART, instxproxy=http://h:1, false",
        "AUTOYAST, proxy=http://h:1, true",
        "AUTOYAST, noproxy=http://h:1, false",
    })
    void onlyOneProxyCanBeTold(AnswerFile.Kind kind, String append, boolean broken) {
        AnswerFile answers = new AnswerFile(kind, Path.of("/a.cfg"));
        assertThat(!Rules.kernel(Optional.of(answers), Optional.of(PROXY), append).isEmpty())
                .isEqualTo(broken);
    }

    @Test
    void theCommandLineHasItBeforeWhatTheUserAppends() {
        assertThat(
                        new AnswerFile(AnswerFile.Kind.KICKSTART, Path.of("/ks.cfg"))
                                .kernelArguments(PROXY))
                .isEqualTo(
                        List.of(
                                "inst.ks=file:///ks.cfg",
                                "ks=file:///ks.cfg",
                                "inst.proxy=http://10.0.2.2:3142/"));
    }
}
