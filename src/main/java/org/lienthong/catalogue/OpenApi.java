package org.lienthong.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lienthong.agreement.Agreement;
import org.lienthong.agreement.ServiceDefinition;
import org.lienthong.agreement.ServiceField;
import org.lienthong.problem.Language;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the OpenAPI 3.1 document of one service, with the answer as it leaves for one caller. */
final class OpenApi {

    private static final String PROBLEM = "#/components/schemas/Problem";

    private static final Map<String, String> PROBLEMS = new LinkedHashMap<>();

    static {
        PROBLEMS.put("400", "Malformed request");
        PROBLEMS.put("401", "No or wrong credentials");
        PROBLEMS.put("403", "Not permitted by an agreement");
        PROBLEMS.put("413", "Request too large");
        PROBLEMS.put("415", "Not JSON in UTF-8, or compressed");
        PROBLEMS.put("422", "Not as the schema demands");
        PROBLEMS.put("429", "Quota or rate of the agreement exceeded; see Retry-After");
        PROBLEMS.put("502", "The provider failed");
        PROBLEMS.put("503", "The hub cannot answer now; nothing was released");
        PROBLEMS.put("504", "The provider did not answer in time");
    }

    private final Catalogue catalogue;
    private final JsonMapper json = JsonMapper.shared();

    OpenApi(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    JsonNode document(Catalogue.Offer offer, Language language) {
        ServiceDefinition service = offer.service();
        ObjectNode document = json.createObjectNode();
        document.put("openapi", "3.1.0");
        document.put("jsonSchemaDialect", "https://json-schema.org/draft/2020-12/schema");
        ObjectNode info = document.putObject("info");
        info.put("title", service.title().in(language));
        info.put("description", service.description().in(language));
        info.put("version", "1");
        document.putArray("servers").addObject().put("url", "/");
        ObjectNode post = document.putObject("paths")
                .putObject(Catalogue.endpoint(service))
                .putObject("post");
        post.put("operationId", service.id().provider() + "-" + service.id().name());
        post.put("summary", service.title().in(language));
        ArrayNode parameters = post.putArray("parameters");
        parameters(parameters, offer, language);
        prefer(parameters);
        ObjectNode body = post.putObject("requestBody").put("required", true);
        json(body).set("schema", request(service, offer));
        answers(post.putObject("responses"), offer, language);
        ArrayNode either = post.putArray("security");
        either.addObject().putArray("key");
        either.addObject().putArray("certificate");
        components(document.putObject("components"));
        return document;
    }

    /** How long the caller waits at most (RFC 7240 §4.3). */
    private static void prefer(ArrayNode parameters) {
        header(parameters, "Prefer", false)
                .putObject("schema")
                .put("type", "string")
                .put("pattern", "wait=[0-9]{1,5}");
    }

    private static ObjectNode json(ObjectNode holder) {
        return holder.putObject("content").putObject("application/json");
    }

    private void parameters(ArrayNode parameters, Catalogue.Offer offer, Language language) {
        ObjectNode purpose = header(parameters, "Purpose", true);
        StringBuilder meanings = new StringBuilder();
        ArrayNode codes = purpose.putObject("schema").put("type", "string").putArray("enum");
        for (String code : offer.purposes()) {
            codes.add(code);
            meanings.append(meanings.isEmpty() ? "" : "; ")
                    .append(code)
                    .append(": ")
                    .append(catalogue.purpose(code, language));
        }
        purpose.put("description", meanings.toString());
        for (String name : new String[] {"Procedure", "Case-Id", "Officer-Id"}) {
            boolean always = !offer.agreements().isEmpty()
                    && offer.agreements().stream()
                            .allMatch(agreement -> Catalogue.headers(agreement).contains(name));
            ObjectNode schema = header(parameters, name, always)
                    .putObject("schema")
                    .put("type", "string")
                    .put("maxLength", name.equals("Procedure") ? 64 : 128);
            if (name.equals("Procedure") && always) {
                ArrayNode procedures = schema.putArray("enum");
                offer.agreements().stream()
                        .map(Agreement::procedures)
                        .flatMap(java.util.Collection::stream)
                        .distinct()
                        .sorted()
                        .forEach(procedures::add);
            }
        }
    }

    /** With the member that every service's request may have besides its own. */
    private JsonNode request(ServiceDefinition service, Catalogue.Offer offer) {
        JsonNode schema = ReleasedSchema.whole(read(service.input()));
        if (schema instanceof ObjectNode object) {
            ObjectNode fields = object.withObjectProperty("properties").putObject("fields");
            fields.put("description", "Which of the fields to answer; all when it is left out");
            fields.put("type", "array").put("minItems", 1);
            ArrayNode paths = fields.putObject("items").putArray("enum");
            service.fields().keySet().stream().filter(offer.fields()::contains).forEach(paths::add);
        }
        return schema;
    }

    private static ObjectNode header(ArrayNode parameters, String name, boolean required) {
        return parameters.addObject().put("name", name).put("in", "header").put("required", required);
    }

    private void answers(ObjectNode responses, Catalogue.Offer offer, Language language) {
        ObjectNode ok = responses
                .putObject("200")
                .put("description", language == Language.VI ? "Các trường được thỏa thuận" : "The agreed fields");
        ObjectNode headers = ok.putObject("headers");
        for (String name : new String[] {"Exchange-Id", "RateLimit", "RateLimit-Policy", "Age"}) {
            headers.putObject(name).putObject("schema").put("type", "string");
        }
        Map<String, ServiceField> released = new LinkedHashMap<>(offer.service().fields());
        released.keySet().retainAll(offer.fields());
        json(ok).set("schema", ReleasedSchema.of(read(offer.service().output()), released));
        PROBLEMS.forEach((status, description) -> {
            ObjectNode response = responses.putObject(status).put("description", description);
            if (status.equals("429") || status.equals("503")) {
                response.putObject("headers")
                        .putObject("Retry-After")
                        .putObject("schema")
                        .put("type", "integer");
            }
            response.putObject("content")
                    .putObject("application/problem+json")
                    .putObject("schema")
                    .put("$ref", PROBLEM);
        });
    }

    private static void components(ObjectNode components) {
        ObjectNode problem =
                components.putObject("schemas").putObject("Problem").put("type", "object");
        ObjectNode members = problem.putObject("properties");
        for (String name : new String[] {"type", "title", "detail", "traceId"}) {
            members.putObject(name).put("type", "string");
        }
        members.putObject("status").put("type", "integer");
        ArrayNode loci = members.putObject("locus").put("type", "string").putArray("enum");
        loci.add("caller").add("hub").add("provider");
        ObjectNode error = members.putObject("errors").put("type", "array").putObject("items");
        ObjectNode parts = error.put("type", "object").putObject("properties");
        parts.putObject("pointer").put("type", "string");
        parts.putObject("detail").put("type", "string");
        ObjectNode schemes = components.putObject("securitySchemes");
        schemes.putObject("key").put("type", "http").put("scheme", "bearer");
        schemes.putObject("certificate").put("type", "mutualTLS");
    }

    private JsonNode read(Path schema) {
        try {
            return json.readTree(Files.readAllBytes(schema));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
