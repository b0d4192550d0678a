package org.lienthong.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.lienthong.testing.Patience.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lienthong.codelist.CodeLists;
import org.lienthong.mapping.MapComponent;

/** The real files of {@code routes/sandbox/} against an axis in memory. */
class SandboxRoutesTest {

    private FakeAxis axis;
    private DefaultCamelContext camel;

    @BeforeEach
    void startTheDocumentSystems() throws Exception {
        axis = new FakeAxis();
        camel = new DefaultCamelContext();
        Properties properties = new Properties();
        properties.put("hub.sandbox.delay", "1ms");
        properties.put("hub.sandbox.period", "1h");
        properties.put("hub.sandbox.poll", "50ms");
        camel.getPropertiesComponent().setInitialProperties(properties);
        camel.addComponent(
                "axis",
                new AxisComponent(new AxisClient(() -> axis.address(), agency -> "demo-" + agency, Clock.systemUTC())));
        camel.addComponent(
                "map",
                MapComponent.of(
                        Path.of("config/mappings"), CodeLists.read(Path.of("config/codelists")), Clock.systemUTC()));
        PluginHelper.getRoutesLoader(camel).loadRoutes(files());
        camel.start();
    }

    private List<Resource> files() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("routes/sandbox"))) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .map(file -> ResourceHelper.resolveResource(camel, "file:" + file))
                    .toList();
        }
    }

    @AfterEach
    void stopThem() {
        camel.stop();
        axis.close();
    }

    @Test
    void everySystemSendsALetterAndReportsOnEveryLetterItReceives() {
        await().until(() ->
                axis.mails("edoc").size() == 3 && axis.mails("status").size() == 6);

        assertThat(axis.mails("edoc"))
                .extracting(m -> m.from() + ">" + m.to())
                .containsExactlyInAnyOrder("G09>H26", "G18>G09", "H26>G18");
        assertThat(axis.mails("edoc")).allSatisfy(letter -> {
            assertThat(axis.isDone(letter)).isTrue();
            assertThat(statusesAbout(letter)).containsExactly("01", "03");
        });
        await().until(() -> axis.mails("status").stream().allMatch(axis::isDone));
        assertThat(axis.faults()).isEmpty();
    }

    private List<String> statusesAbout(FakeAxis.Mail letter) {
        return axis.mails("status").stream()
                .filter(status -> status.text("DocumentId").equals(letter.text("DocumentId"))
                        && status.from().equals(letter.to())
                        && status.to().equals(letter.from()))
                .map(status -> status.text("StatusCode"))
                .toList();
    }

    @Test
    void asksAcceptedLettersOfTheRecalledUnitBackAndTheReceiverAgrees() throws Exception {
        axis.put("status", "H26", "G09", status("H26", "G09", "03", "7/BNV-TCBC"));

        await().until(() -> statuses("7/BNV-TCBC").size() == 3);

        assertThat(statuses("7/BNV-TCBC")).containsExactly("H26>G09 03", "G09>H26 13", "H26>G09 15");
        assertThat(axis.faults()).isEmpty();
    }

    private List<String> statuses(String code) {
        return axis.mails("status").stream()
                .filter(status -> status.text("Code").equals(code))
                .map(status -> status.from() + ">" + status.to() + " " + status.text("StatusCode"))
                .toList();
    }

    @Test
    void agreesWhenALetterIsRecalledByADocument() throws Exception {
        String letter = Files.readString(Path.of("src/test/resources/sandbox/recall.edxml"));
        axis.put("edoc", "G18", "G09", letter.getBytes(UTF_8));

        await().until(() -> !statuses("5/BYT-VPB").isEmpty());

        assertThat(statuses("5/BYT-VPB")).containsExactly("G09>G18 15");
    }

    @Test
    void waitsForAnAxisThatIsNotThereYet() throws Exception {
        axis.close();
        axis = new FakeAxis();

        axis.put("status", "H26", "G09", status("H26", "G09", "13", "8/UBND-NC"));

        await().until(() -> statuses("8/UBND-NC").contains("G09>H26 15"));
    }

    private static byte[] status(String from, String to, String code, String about) {
        return """
                <edXML xmlns="http://www.mic.gov.vn/TBT/QCVN_102_2016">
                  <edXML:edXMLEnvelope xmlns:edXML="http://www.mic.gov.vn/TBT/QCVN_102_2016"><edXML:edXMLHeader>
                    <edXML:MessageHeader>
                      <edXML:From><edXML:OrganId>%s</edXML:OrganId></edXML:From>
                      <edXML:ResponseFor>
                        <edXML:OrganId>%s</edXML:OrganId><edXML:Code>%s</edXML:Code>
                        <edXML:PromulgationDate>2026/11/22</edXML:PromulgationDate>
                        <edXML:DocumentId>G09,2026/11/22,%s</edXML:DocumentId>
                      </edXML:ResponseFor>
                      <edXML:StatusCode>%s</edXML:StatusCode>
                      <edXML:Description>Thử nghiệm</edXML:Description>
                      <edXML:Timestamp>2026/11/22 10:00:00</edXML:Timestamp>
                    </edXML:MessageHeader></edXML:edXMLHeader></edXML:edXMLEnvelope>
                </edXML>""".formatted(from, to, about, about, code).getBytes(UTF_8);
    }
}
