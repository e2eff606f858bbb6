package org.imagefactory.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.imagefactory.spec.AnswerFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a guest learns of its word. */
class MarkerNonceTest {

    private final MarkerNonce nonce = new MarkerNonce("0123456789abcdef");

    /** All distributed answer files look for what is the same in both. */
    @ParameterizedTest
    @EnumSource
    void anArgumentOfAgamasOwnIsNotCopiedIntoTheImage(AnswerFile.Kind kind) {
        assertThat(nonce.argument(Optional.of(kind)))
                .isEqualTo(
                        (kind == AnswerFile.Kind.AGAMA ? "agama." : "")
                                + "image_factory_nonce=0123456789abcdef");
    }

    @Test
    void withoutAnswersTheArgumentIsThePlainOne() {
        assertThat(nonce.argument(Optional.empty())).startsWith("image_factory_nonce=");
    }
}
