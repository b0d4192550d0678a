package org.lienthong.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilePathTest {

    private static final URI SYSTEM = URI.create("https://files.g90.example/kho");

    @ParameterizedTest
    @CsvSource({
        "https://files.g90.example/kho/1/giay.pdf, https://files.g90.example/kho/1/giay.pdf",
        "HTTPS://FILES.g90.example:443/kho/a?id=7&v=%C3%A1, https://files.g90.example/kho/a?id=7&v=%C3%A1",
        "https://files.g90.example/kho/Gi%E1%BA%A5y%20t%E1%BB%9D.pdf, https://files.g90.example/kho/Gi%E1%BA%A5y%20t%E1%BB%9D.pdf",
        "https://files.g90.example/kho/.an, https://files.g90.example/kho/.an",
    })
    void findsTheFileBeneathTheSystem(String address, String called) {
        assertThat(FilePath.beneath(SYSTEM, address).orElseThrow().at(SYSTEM)).hasToString(called);
    }

    @Test
    void followsTheSystemToAnotherAddress() {
        FilePath file =
                FilePath.beneath(SYSTEM, "https://files.g90.example/kho/1.pdf").orElseThrow();
        assertThat(file.at(URI.create("http://127.0.0.1:9/x/"))).hasToString("http://127.0.0.1:9/x/1.pdf");
    }

    /** What would have the hub fetch from elsewhere, or climb out of the system's own part. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://files.g90.example/kho/1.pdf",
                "https://files.g90.example:8443/kho/1.pdf",
                "https://169.254.169.254/kho/1.pdf",
                "https://files.g90.example.evil.example/kho/1.pdf",
                "https://files.g90.example@evil.example/kho/1.pdf",
                "https://u:p@files.g90.example/kho/1.pdf",
                "https://files.g90.example/khoa/1.pdf",
                "https://files.g90.example/kho",
                "https://files.g90.example/kho/",
                "https://files.g90.example/kho/../admin",
                "https://files.g90.example/kho/./1.pdf",
                "https://files.g90.example/kho/%2e%2e/admin",
                "https://files.g90.example/kho/%252e%252e/admin",
                "https://files.g90.example/kho/..;/admin",
                "https://files.g90.example/kho/a%2f..%2fadmin",
                "https://files.g90.example/kho/a%5cadmin",
                "https://files.g90.example/kho/a%0d%0aX:1",
                "https://files.g90.example/kho//evil.example/1",
                "https://files.g90.example/kho/1.pdf#a",
                "file:///etc/passwd",
                "//files.g90.example/kho/1.pdf",
                "kho/1.pdf",
                "https:///kho/1.pdf",
                "mailto:kho",
                "https://files.g90.example/kho/a b",
                ""
            })
    void leadsNowhereElse(String address) {
        assertThat(FilePath.beneath(SYSTEM, address)).isEmpty();
    }
}
