package org.imagefactory.service.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.imagefactory.error.ConfigurationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as openssl makes them. */
class PemFileTest {

    @TempDir Path folder;

    private String certificate = "";

    @BeforeEach
    void keyAndCertificate() throws Exception {
        certificate = issue("rsa:2048", "key.pem");
    }

    /** A self-signed certificate of a new key. */
    private String issue(String kind, String key) throws Exception {
        sh(
                "openssl req -x509 -newkey %s -nodes -keyout %s -out cert.pem -subj /CN=own -days 2"
                        .formatted(kind, key));
        return text("cert.pem");
    }

    private void sh(String command) throws Exception {
        Process process =
                new ProcessBuilder("sh", "-c", command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private String text(String name) throws Exception {
        return Files.readString(folder.resolve(name));
    }

    private Credentials read(String content) throws Exception {
        return PemFile.read(Files.writeString(folder.resolve("all.pem"), content));
    }

    private void refused(String content, String reason) {
        assertThatThrownBy(() -> read(content))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("all.pem")
                .hasMessageContaining(reason);
    }

    @Test
    void pkcs8InAnyOrder() throws Exception {
        assertThat(read(text("key.pem") + certificate).chain()).hasSize(1);
        Credentials read = read("some text\n" + certificate + "more\n" + text("key.pem"));
        assertThat(read.toString()).isEqualTo("CN=own");
        sh("openssl x509 -in cert.pem -noout -fingerprint -sha256 > print");
        assertThat(text("print").strip()).endsWith("=" + read.fingerprint());
    }

    @Test
    void traditionalRsa() throws Exception {
        sh("openssl rsa -in key.pem -traditional -out old.pem");
        assertThat(text("old.pem")).contains("BEGIN RSA PRIVATE KEY");
        assertThat(read(certificate + text("old.pem")).key().getAlgorithm()).isEqualTo("RSA");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prime256v1", "secp384r1", "secp521r1"})
    void traditionalCurves(String curve) throws Exception {
        String own = issue("ec -pkeyopt ec_paramgen_curve:" + curve, "ec.pem");
        sh("openssl ecparam -name " + curve + " -out param.pem");
        sh("openssl ec -in ec.pem -out old.pem");
        assertThat(text("old.pem")).contains("BEGIN EC PRIVATE KEY");
        Credentials read = read(text("param.pem") + text("old.pem") + own);
        assertThat(read.key().getAlgorithm()).isEqualTo("EC");
    }

    @Test
    void edwardsCurve() throws Exception {
        String own = issue("ed25519", "ed.pem");
        assertThat(read(own + text("ed.pem")).key().getAlgorithm()).isEqualTo("EdDSA");
    }

    @Test
    void aChainComesInItsOrder() throws Exception {
        sh(
                """
                openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -subj /CN=ca
                openssl req -newkey rsa:2048 -nodes -keyout mid.key -out mid.csr -subj /CN=mid
                echo basicConstraints=CA:TRUE > ext
                openssl x509 -req -in mid.csr -CA ca.pem -CAkey ca.key -set_serial 1 -extfile ext -out mid.pem
                openssl req -newkey rsa:2048 -nodes -keyout own.key -out own.csr -subj /CN=leaf
                openssl x509 -req -in own.csr -CA mid.pem -CAkey mid.key -set_serial 2 -out own.pem
                cat ca.pem own.key mid.pem own.pem > chain.pem
                """);

        assertThat(PemFile.read(folder.resolve("chain.pem")).chain())
                .extracting(link -> link.getSubjectX500Principal().getName())
                .containsExactly("CN=leaf", "CN=mid", "CN=ca");
    }

    @Test
    void whatIsUnusableIsSaid() throws Exception {
        String key = text("key.pem");
        refused("", "no private key");
        refused(key, "no certificate");
        refused(certificate, "no private key");
        refused(key + key + certificate, "several private keys");
        issue("rsa:2048", "other.pem");
        refused(key + text("cert.pem"), "none of its certificates");
        refused(key.replace("-----END", "-----"), "no end");
        refused(certificate + key.replace("MII", "M*I"), "not base64");
        refused(certificate + key.replace("MII", "MAA"), "'PRIVATE KEY' cannot be used");
        sh("openssl pkey -in key.pem -aes256 -passout pass:x -out secret.pem");
        refused(certificate + text("secret.pem"), "openssl pkey");
        sh("openssl rsa -in key.pem -traditional -aes256 -passout pass:x -out secret.pem");
        refused(certificate + text("secret.pem"), "openssl pkey");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MA==", "MIL/////", "MAMCAQE=", "MIGHAgEBBEE="})
    void aCurveThatIsCutOffIsRefused(String base64) {
        refused(
                certificate
                        + "-----BEGIN EC PRIVATE KEY-----\n"
                        + base64
                        + "\n-----END EC PRIVATE KEY-----\n",
                "'EC PRIVATE KEY' cannot be used");
    }

    @Test
    void anAbsentFileIsNamed() {
        assertThatThrownBy(() -> PemFile.read(folder.resolve("absent.pem")))
                .hasMessageContaining("absent.pem is unusable: there is no such file");
        assertThatThrownBy(() -> PemFile.read(folder)).hasMessageContaining("it is no file");
    }
}
