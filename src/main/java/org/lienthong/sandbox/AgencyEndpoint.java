package org.lienthong.sandbox;

import java.util.List;
import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import tools.jackson.databind.json.JsonMapper;

/** One {@code agency:} endpoint. It only calls. */
final class AgencyEndpoint extends DefaultEndpoint {

    private final AgencyComponent component;
    private final AgencyComponent.Call call;

    AgencyEndpoint(String uri, AgencyComponent component, AgencyComponent.Call call) {
        super(uri, component);
        this.component = component;
        this.call = call;
    }

    @Override
    public Producer createProducer() {
        return new DefaultProducer(this) {
            @Override
            public void process(Exchange exchange) throws Exception {
                make(exchange.getMessage());
            }
        };
    }

    private void make(Message message) throws Exception {
        String named = message.getHeader(AgencyComponent.PATH, String.class);
        String body = call.method().equals("POST") ? message.getBody(String.class) : "";
        AgencyCalls.Answer answer = component
                .calls()
                .call(call.agency(), call.method(), named == null ? call.path() : named, body == null ? "" : body);
        message.removeHeader(AgencyComponent.PATH);
        message.setHeader(AgencyComponent.STATUS, answer.status());
        message.setBody(call.items() ? items(answer) : answer.body());
    }

    private static Object items(AgencyCalls.Answer answer) {
        Object items = answer.status() == 200
                ? JsonMapper.shared().readValue(answer.body(), Map.class).get("items")
                : null;
        return items == null ? List.of() : items;
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("agency: cannot stand in a from; poll the inbox");
    }
}
