package org.lienthong.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A sound configuration of any size: services with schemas, mappings and a route each, and agreements about them. */
final class LargeTree {

    private static final int PROVIDERS = 40;

    private static final String SERVICE = """
            title: {vi: Dịch vụ %1$s, en: Service %1$s}
            system: registers
            dataClass: shared
            purposes: [inspection]
            input: %2$s/s%1$s.request.schema.json
            output: %2$s/s%1$s.answer.schema.json
            subject: /so
            fields:
              - {path: found, type: boolean, vi: Có hay không, en: Found or not}
              - {path: item.class, vi: Hạng, en: Class}
              - {path: item.expires, vi: Hết hạn, en: Expires}
            """;
    private static final String REQUEST = """
            {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
             "properties": {"so": {"type": "string", "pattern": "^[0-9]{%d}$"}}, "required": ["so"],
             "additionalProperties": false}
            """;
    private static final String ANSWER = """
            {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
             "properties": {"found": {"type": "boolean"},
               "item": {"type": "object", "properties": {"class": {"type": "string"}, "expires": {"type": "string"}}}},
             "required": ["found"]}
            """;
    private static final String ROUTE = """
            # Service %1$s of %2$s.
            - route:
                id: %2$s-s%1$s
                from:
                  uri: hub:service/%2$s/s%1$s
                  steps:
                    - to:
                        uri: map:%3$s/s%1$s-request.jsonata
                    - to:
                        uri: hub:call/%2$s/registers
                        parameters:
                          path: s%1$s
                    - to:
                        uri: map:%3$s/s%1$s-answer.jsonata
            """;
    private static final String AGREEMENT = """
              - id: agreement-%1$d
                provider: %2$s
                service: s%3$d
                consumer: %4$s
                legalBasis: NĐ 278/2025/NĐ-CP
                purposes: [inspection]
                fields: [found, item.class]
                from: 2026-01-01
                quota: {perSecond: 10, burst: 20}
                contact: chiase@mau.example
            """;

    private LargeTree() {}

    /** Writes {@code config/} and {@code routes/} below the folder; each agreement lets another agency use a service. */
    static void write(Path folder, int services, int agreements) throws IOException {
        Path config = Files.createDirectories(folder.resolve("config"));
        Files.createDirectories(config.resolve("agencies"));
        Files.createDirectories(config.resolve("agreements"));
        StringBuilder agencies = new StringBuilder("agencies:\n");
        for (int i = 0; i < PROVIDERS; i++) {
            agencies.append("""
                      - id: %1$s
                        names: [{vi: Cơ quan %1$s, en: Agency %1$s}]
                        codes: [{scheme: QD20, value: %1$s}]
                        systems: [{name: registers, url: "https://registers.%1$s.example/api"}]
                    """.formatted(agency(i)));
        }
        Files.writeString(config.resolve("agencies/all.yaml"), agencies);
        Files.writeString(
                config.resolve("purposes.yaml"), "purposes:\n  - {code: inspection, vi: Thanh tra, en: Inspection}\n");
        for (int i = 0; i < services; i++) {
            service(folder, config, agency(i % PROVIDERS), i);
        }
        for (int p = 0; p < PROVIDERS; p++) {
            StringBuilder text = new StringBuilder("agreements:\n");
            for (int i = p; i < agreements; i += PROVIDERS) {
                int service = i % services;
                int provider = service % PROVIDERS;
                int consumer = (provider + 1 + i / services) % PROVIDERS;
                text.append(AGREEMENT.formatted(i, agency(provider), service, agency(consumer)));
            }
            if (p < agreements) {
                Files.writeString(config.resolve("agreements/file-" + p + ".yaml"), text);
            }
        }
    }

    private static void service(Path folder, Path config, String provider, int number) throws IOException {
        String name = "s" + number;
        write(
                config.resolve("services").resolve(provider).resolve(name + ".yaml"),
                SERVICE.formatted(number, provider));
        Path schemas = config.resolve("schemas").resolve(provider);
        write(schemas.resolve(name + ".request.schema.json"), REQUEST.formatted(1 + number % 12));
        write(schemas.resolve(name + ".answer.schema.json"), ANSWER);
        Path mappings = config.resolve("mappings").resolve(provider.toLowerCase(Locale.ROOT));
        write(mappings.resolve(name + "-request.jsonata"), "{ 'pin': so, 'ref': $headers.hubExchangeId }\n");
        write(
                mappings.resolve(name + "-answer.jsonata"),
                "item ? { 'found': true, 'item': { 'class': item.class, 'expires': item.until } } : { 'found': false }\n");
        String id = provider + "-" + name;
        write(
                folder.resolve("routes/services").resolve(id + ".camel.yaml"),
                ROUTE.formatted(number, provider, provider.toLowerCase(Locale.ROOT)));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String agency(int number) {
        return "G%02d".formatted(number + 10);
    }

    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    }
}
