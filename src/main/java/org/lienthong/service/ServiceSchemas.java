package org.lienthong.service;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.lienthong.agreement.ServiceDefinition;
import org.lienthong.agreement.ServiceId;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.Violation;
import tools.jackson.databind.JsonNode;

/**
 * The schemas of services' requests and answers (JSON Schema 2020-12), compiled once for each definition, {@code format} asserted. A schema refers
 * to nothing outside its file: nothing is fetched.
 */
final class ServiceSchemas {

    private static final int MOST_VIOLATIONS = 20;
    private static final Set<String> UNKNOWN = Set.of("additionalProperties", "unevaluatedProperties");
    private static final Set<String> FORM = Set.of("pattern", "format", "minLength", "maxLength");

    /** Both schemas of a definition. */
    record Pair(ServiceDefinition definition, Schema input, Schema output) {

        /** @throws ProblemException naming the places of what is wrong, never what stood there */
        void checkRequest(JsonNode request) {
            List<Error> errors = input.validate(request);
            if (errors.isEmpty()) {
                return;
            }
            List<Violation> violations = new ArrayList<>();
            boolean unknown = false;
            boolean identifier = false;
            for (Error error : errors) {
                String pointer = String.valueOf(error.getInstanceLocation());
                String keyword = String.valueOf(error.getKeyword());
                unknown |= UNKNOWN.contains(keyword);
                identifier |= FORM.contains(keyword) && pointer.equals(definition.subject());
                if (violations.size() < MOST_VIOLATIONS) {
                    violations.add(new Violation(pointer, "does not satisfy '" + keyword + "'"));
                }
            }
            throw problem(unknown, identifier, violations);
        }

        /** @throws ProblemException when the answer is not what the service promises */
        void checkAnswer(JsonNode answer) {
            List<Error> errors = output.validate(answer);
            if (!errors.isEmpty()) {
                Error first = errors.get(0);
                throw new ProblemException(
                        ProblemType.PROVIDER_INVALID_RESPONSE,
                        "The provider's answer does not satisfy the service's schema.",
                        "Trả lời của bên cung cấp không đúng cấu trúc của dịch vụ.",
                        new Violation(
                                String.valueOf(first.getInstanceLocation()),
                                "does not satisfy '" + first.getKeyword() + "'"));
            }
        }

        private static ProblemException problem(boolean unknown, boolean identifier, List<Violation> violations) {
            if (unknown) {
                return new ProblemException(
                        ProblemType.UNKNOWN_PROPERTY,
                        "The request holds a property that the service does not know.",
                        "Yêu cầu có thuộc tính mà dịch vụ không biết tới.",
                        violations,
                        null);
            }
            if (identifier) {
                return new ProblemException(
                        ProblemType.INVALID_IDENTIFIER,
                        "The identifier is not well-formed.",
                        "Số định danh không đúng định dạng.",
                        violations,
                        null);
            }
            return new ProblemException(
                    ProblemType.SCHEMA_VIOLATION,
                    "The request does not satisfy the service's schema.",
                    "Yêu cầu không đúng cấu trúc của dịch vụ.",
                    violations,
                    null);
        }
    }

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .regularExpressionFactory(new BoundedPatterns())
                            .build())
                    .schemaLoader(loader -> loader.fetchRemoteResources(false)));
    private final ConcurrentMap<ServiceId, Pair> pairs = new ConcurrentHashMap<>();

    Pair of(ServiceDefinition definition) {
        Pair known = pairs.get(definition.id());
        if (known != null && known.definition() == definition) {
            return known;
        }
        Pair pair = new Pair(definition, schema(definition.input()), schema(definition.output()));
        pairs.put(definition.id(), pair);
        return pair;
    }

    private Schema schema(Path file) {
        try {
            return registry.getSchema(Files.readString(file), InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException("the schema " + file + " cannot be read", e);
        }
    }
}
