package org.lienthong.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class UploadTest {

    /** printf 'edxml 4' | sha256sum gives 092b1492…f3fd07. */
    @Test
    void spellsTheHashWithoutLeadingZeros() throws IOException {
        byte[] content = "edxml 4".getBytes(US_ASCII);

        String hash = new Upload(Upload.Form.RAW, content.length, () -> new ByteArrayInputStream(content)).hashFile();

        assertThat(hash).isEqualTo("92b1492e1a6703ba5f892f56e2f2fe877cad8bf5751e2f8a34be62364f3fd7");
    }
}
