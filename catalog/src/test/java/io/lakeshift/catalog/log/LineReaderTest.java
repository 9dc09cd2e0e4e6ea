package io.lakeshift.catalog.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {
    @ParameterizedTest
    @ValueSource(strings = {"plain", "\"a\\\"b\\\\\"", "häßlich", "価格", "utf", "back\\\\ u"})
    void knowsThatNothingOddCanBeInALine(String line) throws IOException {
        // Given
        LineReader lines = reader(line.getBytes(StandardCharsets.UTF_8), 64);

        // When
        lines.advance();

        // Then
        assertThat(lines.isPlain()).isTrue();
    }

    /** An escape, half a surrogate pair in raw bytes, a NUL in two and in three bytes, an emoji, and no UTF-8 at all. */
    @ParameterizedTest
    @ValueSource(strings = {"615c7530303030", "61eda08062", "61c08062", "e08080", "f09f9880", "ff"})
    void suspectsWhatOddCharactersAreMadeOfWhereverTheBufferEnds(String hex) throws IOException {
        for (int size = 1; size <= 16; size++) {
            // Given
            LineReader lines = reader(HexFormat.of().parseHex("6f6b0a" + hex + "0a6f6b"), size);

            // When
            List<Boolean> plain = new ArrayList<>();
            while (lines.advance()) {
                plain.add(lines.isPlain());
            }

            // Then
            assertThat(plain).as("%s in a buffer of %d", hex, size).containsExactly(true, false, true);
        }
    }

    @Test
    void splitsLinesOfAnyLengthAndKeepsAnUnterminatedLast() throws IOException {
        // Given
        String text = "one\n\n" + "x".repeat(100) + "\r\nlast";
        LineReader lines = reader(text.getBytes(StandardCharsets.UTF_8), 4);

        // When
        List<String> found = new ArrayList<>();
        while (lines.advance()) {
            found.add(new String(lines.bytes(), lines.start(), lines.length(), StandardCharsets.UTF_8));
        }

        // Then
        assertThat(found).containsExactly("one", "", "x".repeat(100), "last");
        assertThat(lines.isUnterminated()).isTrue();
        assertThat(lines.bytesRead()).isEqualTo(text.length());
    }

    private static LineReader reader(byte[] content, int bufferSize) {
        return new LineReader(new ByteArrayInputStream(content), new byte[bufferSize]);
    }
}
