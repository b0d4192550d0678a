package org.lienthong.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.lienthong.codelist.CodeLists;
import org.springframework.util.unit.DataSize;

/** Mappings of a test's own directory. */
record TestMappings(Path directory) {

    static final CodeLists CODES = CodeLists.read(Path.of("config/codelists"));

    /** Already the 23rd in Viet Nam. */
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T17:30:00Z"), ZoneOffset.UTC);

    static final MappingSettings SETTINGS = new MappingSettings(
            Duration.ofSeconds(2),
            DataSize.ofMegabytes(1),
            DataSize.ofKilobytes(64),
            DataSize.ofMegabytes(16),
            DataSize.ofKilobytes(64),
            4,
            10);

    void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** A stylesheet whose only template holds this. */
    static String stylesheet(String content) {
        return """
                <xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:hub="urn:lienthong:mapping"
                    xmlns:map="http://www.w3.org/2005/xpath-functions/map" exclude-result-prefixes="#all">
                  <xsl:output omit-xml-declaration="yes"/>
                  <xsl:template match="/"><r>%s</r></xsl:template>
                </xsl:stylesheet>""".formatted(content);
    }

    Mappings read() {
        return Mappings.read(directory, CODES, SETTINGS, CLOCK);
    }

    String map(String name, String input, Map<String, Object> headers) {
        return new String(
                read().find(name).apply(input.getBytes(UTF_8), headers).body(), UTF_8);
    }

    String xslt(String content) throws IOException {
        write("x.xsl", stylesheet(content));
        return map("x.xsl", "<a/>", Map.of());
    }

    String jsonata(String expression, String input) throws IOException {
        write("x.jsonata", expression);
        return map("x.jsonata", input, Map.of());
    }
}
