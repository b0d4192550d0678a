package org.lienthong.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lienthong.agency.TestAgencies;
import org.lienthong.agreement.Agreements;
import org.lienthong.agreement.ServiceDefinition;
import org.lienthong.agreement.TestAgreements;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Of the shipped services, by their shipped examples. */
class EchoCheckTest {

    private static final Path EXAMPLES = Path.of("examples/services");
    private static final Agreements SHIPPED =
            TestAgreements.of(Path.of("config"), TestAgencies.shipped(), Clock.systemUTC());

    private static ServiceDefinition service(String id) {
        return SHIPPED.services().stream()
                .filter(one -> one.id().toString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }

    private static void refused(String service, String request, String answer) {
        assertThatThrownBy(() -> EchoCheck.require(service(service), json(request), json(answer)))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.type()).isEqualTo(ProblemType.PROVIDER_INVALID_RESPONSE);
                    assertThat(problem.detail()).doesNotContain("0000");
                });
    }

    private static void passes(String service, String request, String answer) {
        assertThatCode(() -> EchoCheck.require(service(service), json(request), json(answer)))
                .doesNotThrowAnyException();
    }

    static Stream<Path> answers() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            return files.filter(file -> file.toString().endsWith("answer.json")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void everyExampleIsAboutWhomItWasAskedFor(Path answer) throws IOException {
        Path request = answer.resolveSibling(answer.getFileName().toString().replace("answer.json", "request.json"));
        String id = EXAMPLES.relativize(answer.getParent()).toString();
        passes(
                id,
                Files.readString(request).replace('\'', ' '),
                Files.readString(answer).replace('\'', ' '));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'congDan': [{'soDinhDanh': '000085000001', 'hoVaTen': 'Lê Mẫu'}]}",
                "{'congDan': [{'hoVaTen': 'Lê Mẫu'}]}",
                "{'congDan': [{'soDinhDanh': null, 'hoVaTen': 'Lê Mẫu'}]}",
                "{'congDan': [{'soDinhDanh': '000085000000'}, {'soDinhDanh': '000085000001'}]}",
                "{'congDan': [{'soDinhDanh': '000085000000'}, {'hoVaTen': 'Lê Mẫu'}]}",
                "{'congDan': {'soDinhDanh': '0000850000000'}}",
                "{'congDan': 'x'}",
                "{'congDan': [], 'nguoiKhac': {'hoVaTen': 'Lê Mẫu'}}",
            })
    void refusesSomebodyElse(String answer) {
        refused("G01/population-fetch", "{'soDinhDanh': '000085000000'}", answer);
    }

    @Test
    void oneOfThePlacesIsEnough() {
        passes(
                "G01/population-fetch",
                "{'soDinhDanh': '000000001'}",
                "{'congDan': [{'soDinhDanh': '000085000000', 'soCMND': '000000001'}]}");
        String married = "{'timThay': true, 'trichLuc': {'chong': {'soDinhDanh': '%s'}, 'vo': {'soDinhDanh': '%s'}}}";
        String asked = "{'soDinhDanh': '000195000000'}";
        passes("G15/marriage-extract", asked, married.formatted("000092000000", "000195000000"));
        refused("G15/marriage-extract", asked, married.formatted("000092000000", "000195000001"));
    }

    @Test
    void nobodyIsNobodyElse() {
        passes("G01/population-fetch", "{'soDinhDanh': '000085000000'}", "{'congDan': []}");
        passes("G15/birth-extract", "{'soDinhDanh': '000085000000'}", "{'timThay': false}");
        refused(
                "G15/birth-extract",
                "{'soDinhDanh': '000085000000'}",
                "{'timThay': false, 'trichLuc': {'hoTen': 'Lê Mẫu'}}");
    }

    @Test
    void comparesWhatWasAskedBy() {
        String answer = "{'timThay': true, 'giayChungNhan': {'soPhatHanh': 'AA00000001', 'maVach': '9900525000001'}}";
        passes("G10/land-certificate", "{'maVach': '9900525000001'}", answer);
        passes("G10/land-certificate", "{'soVaoSo': 'VP 00001'}", answer);
        refused("G10/land-certificate", "{'soPhatHanh': 'AA00000002'}", answer);
    }
}
