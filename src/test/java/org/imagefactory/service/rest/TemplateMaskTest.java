package org.imagefactory.service.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateMaskTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<t><rootpw>s3</rootpw><name>n</name></t>|<t><rootpw>********</rootpw><name>n</name></t>",
                "<os><key>K</key><rootpw>p</rootpw></os>|<os><key>********</key><rootpw>********</rootpw></os>",
                "<rootpw >a</rootpw >|<rootpw >********</rootpw >",
                "<rootpw a='>'>s3</rootpw>|<rootpw a='>'>********</rootpw>",
                "<rootpw><![CDATA[s3</rootpw>]]>x</rootpw>|<rootpw>********</rootpw>",
                "<rootpw><!-- </rootpw> -->s3</rootpw>|<rootpw>********</rootpw>",
                "<rootpw>a<b>c</b></rootpw>d|<rootpw>********</rootpw>d",
                "<x:rootpw>s3</x:rootpw>|<x:rootpw>********</x:rootpw>",
                "<rootpw/><name>n</name>|<rootpw/><name>n</name>",
                "<rootpw></rootpw>|<rootpw></rootpw>",
                "<rootpw>s3|<rootpw>********",
                "<rootpw s3|<rootpw s3",
                "<rootpwx>a</rootpwx>|<rootpwx>a</rootpwx>",
                "<!-- <rootpw> --><name>n</name>|<!-- <rootpw>********<name>n</name>",
                "<!-- <rootpw>s3</rootpw> --><name>n</name>|<!-- <rootpw>********</rootpw> --><name>n</name>",
                "<!-- don't <x <rootpw>s3</rootpw> --><n>'</n>|<!-- don't <x <rootpw>********</rootpw> --><n>'</n>",
                "<!-- <!-- <key>s3</key> --><n/>|<!-- <!-- <key>********</key> --><n/>",
                "<!-- <y ' --><rootpw>s3</rootpw><!-- ' -->|<!-- <y ' --><rootpw>********</rootpw><!-- ' -->",
                "<!-|<!-",
                "<!--|<!--",
                "<![CDATA[<rootpw>]]>n|<![CDATA[<rootpw>]]>n",
                "no marks|no marks",
                "a < b|a < b",
                "<|<"
            })
    void onlyTheSecretsAreHidden(String template, String shown) {
        assertThat(TemplateMask.hide(template)).isEqualTo(shown);
    }
}
