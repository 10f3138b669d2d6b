package io.carillon.ttscache.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Mp3Test {
    @ParameterizedTest
    @CsvSource({
        "49443304000000000000, ID3 tag",
        "fffb9064, MPEG 1 Layer III",
        "fff38464, MPEG 2 Layer III as Google sends it",
        "ffe39064, MPEG 2.5 Layer III"
    })
    void knowsMp3ByItsFirstBytes(String hex, String what) {
        assertThat(Mp3.read(HexFormat.of().parseHex(hex))).as(what).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "'', nothing",
        "fffb90, cut off",
        "494433, a tag's name alone",
        "52494646, WAV",
        "4f676753, Ogg",
        "fffd9064, Layer II",
        "ffeb9064, reserved version",
        "fffbf064, reserved bit rate",
        "fffb9c64, reserved sampling rate",
        "ffd8ffe0, JPEG"
    })
    void knowsWhatIsNotMp3(String hex, String what) {
        assertThat(Mp3.read(HexFormat.of().parseHex(hex))).as(what).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "{\"error\":1}", "//uQZA==x", "R0lGODlh"})
    void textThatIsNotBase64OfMp3IsNoAudio(String text) {
        assertThat(Mp3.decode(text)).isEmpty();
    }

    @Test
    void comesBackByteForByte() {
        byte[] bytes = HexFormat.of().parseHex("fffb906400ff7f80");

        Mp3 audio = Mp3.read(bytes).orElseThrow();

        assertThat(audio.base64()).isEqualTo(Base64.getEncoder().encodeToString(bytes));
        assertThat(Mp3.decode(audio.base64()).orElseThrow().bytes()).isEqualTo(bytes);
        assertThat(audio.size()).isEqualTo(8);
    }

    @Test
    void theDigestIsOfTheContent() {
        assertThat(sounding("a").digest()).hasSize(32).isEqualTo(sounding("a").digest());
        assertThat(sounding("a").digest()).isNotEqualTo(sounding("b").digest());
    }

    @Test
    void cannotBeChangedFromOutside() {
        Mp3 audio = sounding("a");
        audio.bytes()[0] = 0;

        assertThat(audio.bytes()[0]).isEqualTo((byte) 'I');
    }

    private static Mp3 sounding(String content) {
        return Mp3.read(("ID3" + content).getBytes(StandardCharsets.US_ASCII)).orElseThrow();
    }
}
