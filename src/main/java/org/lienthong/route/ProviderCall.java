package org.lienthong.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.lienthong.agency.Agency;
import org.lienthong.agency.AgencySystem;
import org.lienthong.call.SystemAnswer;
import org.lienthong.call.SystemCall;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.service.ServiceCall;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks a system of the provider's within a data service: the body goes there, and its answer is the body afterwards. A
 * route cannot reach another agency's system than that of the service which an agreement permits.
 */
final class ProviderCall {

    /** Exchange property: the system that was called. */
    static final String SYSTEM = "hubSystem";

    private final String agency;
    private final String system;
    private final String method;
    private final String path;
    private final HubServices services;

    /**
     * @param method {@code POST}, or {@code GET}: then the body is a flat JSON object that becomes the query
     * @param path beneath the system's address
     */
    ProviderCall(String agency, String system, String method, String path, HubServices services) {
        this.agency = agency;
        this.system = system;
        this.method = method;
        this.path = path;
        this.services = services;
    }

    void call(Exchange exchange, ServiceCall call) {
        if (!agency.equals(call.provider())) {
            throw new IllegalStateException(
                    "a service of " + call.provider() + " calls systems of that agency alone, not of " + agency);
        }
        Agency provider = services.agencies().current().byId(agency).orElseThrow(() -> missing("agency " + agency));
        AgencySystem target = provider.system(system).orElseThrow(() -> missing("system " + agency + "/" + system));
        SystemCall request = request(exchange, target, call);
        call.record().await();
        exchange.setProperty(SYSTEM, system);
        SystemAnswer answer = services.systems().call(provider, target, request, call.deadline());
        exchange.getMessage().setBody(new String(answer.body(), UTF_8));
    }

    private SystemCall request(Exchange exchange, AgencySystem target, ServiceCall call) {
        long largest = call.largestAnswer();
        byte[] body = bytes(exchange);
        if (method.equals("GET")) {
            return new SystemCall(method, path, query(body), Map.of(), "", new byte[0], largest);
        }
        boolean soap = target.kind() == AgencySystem.Kind.SOAP;
        return new SystemCall(
                method,
                path,
                Map.of(),
                soap ? Map.of("SOAPAction", "\"\"") : Map.of(),
                soap ? "text/xml; charset=UTF-8" : "application/json",
                body,
                largest);
    }

    private static byte[] bytes(Exchange exchange) {
        Object body = exchange.getIn().getBody();
        if (body instanceof String text) {
            return text.getBytes(UTF_8);
        }
        if (body instanceof JsonNode || body instanceof Map) {
            return JsonMapper.shared().writeValueAsBytes(body);
        }
        byte[] bytes = exchange.getIn().getBody(byte[].class);
        if (bytes == null) {
            throw new IllegalStateException("hub:call sends text or bytes");
        }
        return bytes;
    }

    private static Map<String, String> query(byte[] body) {
        Map<String, String> query = new LinkedHashMap<>();
        JsonNode object = JsonMapper.shared().readTree(body);
        object.properties().forEach(member -> {
            if (member.getValue().isContainer()) {
                throw new IllegalStateException("the query of a GET is a flat JSON object");
            }
            if (!member.getValue().isNull()) {
                query.put(member.getKey(), member.getValue().asString());
            }
        });
        return query;
    }

    private static ProblemException missing(String what) {
        return new ProblemException(
                ProblemType.INTERNAL_ERROR,
                "The register of agencies holds no " + what + "; tell the hub's operator.",
                "Danh bạ không có " + what + "; hãy báo đơn vị vận hành trục.");
    }
}
