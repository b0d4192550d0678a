package org.lienthong.vxp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawFileTest {

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "'\r\n', ''",
        "'a', 'a'",
        "'ab', 'ab'",
        "'a\r\n', 'a'",
        "'abc\r\n', 'abc'",
        "'abc\r\n\r\n', 'abc\r\n'",
        "'abc\n', 'abc\n'",
        "'abc\r', 'abc\r'",
        "'a\r\nb', 'a\r\nb'"
    })
    void leavesOutTheOneLineEndBehindTheFile(String body, String file) throws IOException {
        for (int network = 1; network <= 4; network++) {
            for (int buffer = 1; buffer <= 8; buffer++) {
                AtomicInteger ends = new AtomicInteger();
                InputStream in = new RawFile(inPieces(body, network), ends::incrementAndGet);
                assertThat(read(in, buffer)).isEqualTo(file);
                assertThat(in.read()).isEqualTo(-1);
                assertThat(ends).hasValue(1);
            }
        }
    }

    private static InputStream inPieces(String body, int size) {
        return new FilterInputStream(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return super.read(bytes, offset, Math.min(size, length));
            }
        };
    }

    private static String read(InputStream in, int size) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[size];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            out.write(buffer, 0, count);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
