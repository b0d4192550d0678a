package org.lienthong.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.TestAgencies;
import org.springframework.util.FileSystemUtils;

/**
 * Copies of the files that ship, and a register of agencies that are delivered to in each of the ways. Two recipients, G02
 * and G03, get documents in a form of their own; the mapping for G03 fails.
 */
record ShippedRoutes(Path directory, PushReceivers receivers) {

    Path mappings() throws Exception {
        Path mappings = Files.createDirectories(directory.resolve("mappings"));
        FileSystemUtils.copyRecursively(Path.of("config/mappings"), mappings);
        Files.writeString(mappings.resolve("archive.xsl"), """
                <xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                    xmlns:e="http://www.mic.gov.vn/TBT/QCVN_102_2016">
                  <xsl:output method="json"/>
                  <xsl:template match="/">
                    <xsl:map><xsl:map-entry key="'id'" select="string((//e:DocumentId)[1])"/></xsl:map>
                  </xsl:template>
                </xsl:stylesheet>""");
        Files.writeString(mappings.resolve("fails.xsl"), """
                <xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
                  <xsl:template match="/"><r><xsl:value-of select="error()"/></r></xsl:template>
                </xsl:stylesheet>""");
        return mappings;
    }

    Path routes() throws Exception {
        Path routes = Files.createDirectories(directory.resolve("routes"));
        FileSystemUtils.copyRecursively(Path.of("routes"), routes);
        map(routes.resolve("deliver-push.camel.yaml"), mapped("G02", "archive.xsl") + mapped("G03", "fails.xsl"));
        map(routes.resolve("deliver-jms.camel.yaml"), mapped("G16", "archive.xsl"));
        return routes;
    }

    private static void map(Path route, String first) throws Exception {
        String steps = "      steps:\n";
        String text = Files.readString(route);
        assertThat(text).contains(steps);
        Files.writeString(route, text.replace(steps, steps + first));
    }

    private static String mapped(String recipient, String mapping) {
        return """
                        - filter:
                            expression:
                              simple: "${header.hubRecipient} == '%s'"
                            steps:
                              - to:
                                  uri: map:%s
                """.formatted(recipient, mapping);
    }

    Agencies agencies() throws Exception {
        Path files = Files.createDirectories(directory.resolve("agencies"));
        Files.writeString(files.resolve("sample.yaml"), """
                agencies:
                  - {id: G22, names: [{vi: Văn phòng Mẫu}], codes: [{scheme: QD20, value: G22}]}
                  - {id: G01, names: [{vi: Bộ Mẫu}], codes: [{scheme: QD20, value: G01}]}
                  - id: H41
                    names: [{vi: Tỉnh Mẫu}]
                    codes: [{scheme: QD20, value: H41}]
                    delivery: {mode: push, push: {system: documents}}
                    systems: [{name: documents, url: "%s"}]
                  - id: G18
                    names: [{vi: Bộ Mẫu hai}]
                    codes: [{scheme: QD20, value: G18}]
                    delivery: {mode: push, push: {system: documents}}
                    systems: [{name: documents, url: "%s"}]
                  - id: G02
                    names: [{vi: Bộ Mẫu bốn}]
                    codes: [{scheme: QD20, value: G02}]
                    delivery: {mode: push, push: {system: documents}}
                    systems: [{name: documents, url: "%s"}]
                  - id: G03
                    names: [{vi: Bộ Mẫu năm}]
                    codes: [{scheme: QD20, value: G03}]
                    delivery: {mode: push, push: {system: documents}}
                    systems: [{name: documents, url: "%s"}]
                  - id: G15
                    names: [{vi: Bộ Mẫu ba}]
                    codes: [{scheme: QD20, value: G15}]
                    delivery: {mode: jms, queue: g15.documents}
                  - id: G16
                    names: [{vi: Bộ Mẫu sáu}]
                    codes: [{scheme: QD20, value: G16}]
                    delivery: {mode: jms, queue: g16.documents}
                """.formatted(
                        receivers.url("/H41?httpMethod=GET&proxyHost=nowhere.example"),
                        receivers.url("/G18"),
                        receivers.url("/G02"),
                        receivers.url("/G03")));
        return TestAgencies.of(files);
    }
}
