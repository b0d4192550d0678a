package org.lienthong.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.lienthong.agreement.Agreement;
import org.lienthong.agreement.Agreements;
import org.lienthong.agreement.ServiceDefinition;
import org.lienthong.agreement.ServiceField;
import org.lienthong.agreement.TestAgreements;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every shipped agreement, and generated ones, against answers that hold every declared field and, at each level, others
 * that a provider added: what leaves is what was agreed, value for value.
 */
class FieldMatrixTest {

    private static final int ROUNDS = Integer.getInteger("matrix.rounds", 40);
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Random random = new Random(45);

    @Test
    void exactlyTheAgreedFieldsLeave() {
        Agreements shipped = TestAgreements.shipped();
        int cases = 0;
        for (ServiceDefinition service : shipped.services()) {
            for (Set<String> agreed : agreed(service, shipped.agreements())) {
                for (int round = 0; round < ROUNDS; round++) {
                    cases += check(service, agreed);
                }
            }
        }
        assertThat(cases).isGreaterThan(5000);
    }

    /** What was agreed, each field alone, all but each field, and random choices. */
    private List<Set<String>> agreed(ServiceDefinition service, Collection<Agreement> agreements) {
        List<Set<String>> all = new ArrayList<>();
        agreements.stream()
                .filter(agreement -> agreement.service().equals(service.id()))
                .forEach(agreement -> all.add(agreement.fields()));
        for (String field : service.fields().keySet()) {
            all.add(Set.of(field));
            Set<String> others = new LinkedHashSet<>(service.fields().keySet());
            others.remove(field);
            all.add(others);
        }
        for (int i = 0; i < 10; i++) {
            Set<String> some = new LinkedHashSet<>(service.fields().keySet());
            some.removeIf(field -> random.nextBoolean());
            all.add(some);
        }
        return all;
    }

    private int check(ServiceDefinition service, Set<String> agreed) {
        Map<String, Set<String>> sent = new TreeMap<>();
        JsonNode answer = answer(service, "", sent);
        Map<String, Set<String>> left = new TreeMap<>();
        collect("", new Release(service.fields(), agreed).of(answer), left);
        sent.keySet().retainAll(agreed);
        assertThat(left).as("%s %s", service.id(), agreed).isEqualTo(sent);
        return service.fields().size();
    }

    /** An object, or an array of some, with all declared fields below that path and some that are not. */
    private JsonNode answer(ServiceDefinition service, String at, Map<String, Set<String>> sent) {
        if (!at.isEmpty() && random.nextInt(3) == 0) {
            ArrayNode items = NODES.arrayNode();
            for (int i = random.nextInt(3); i >= 0; i--) {
                items.add(object(service, at, sent));
            }
            return items;
        }
        return object(service, at, sent);
    }

    private ObjectNode object(ServiceDefinition service, String at, Map<String, Set<String>> sent) {
        ObjectNode object = NODES.objectNode();
        Set<String> containers = new TreeSet<>();
        for (ServiceField field : service.fields().values()) {
            if (!field.path().startsWith(at)) {
                continue;
            }
            String rest = field.path().substring(at.length());
            int dot = rest.indexOf('.');
            if (dot >= 0) {
                containers.add(rest.substring(0, dot));
            } else {
                JsonNode value = value(field.type());
                object.set(rest, value);
                sent.computeIfAbsent(field.path(), path -> new TreeSet<>()).add(value.asString());
            }
        }
        containers.forEach(name -> object.set(name, answer(service, at + name + '.', sent)));
        addOthers(object, containers);
        return object;
    }

    /** New members, also such that look like a declared one with something more in it. */
    private void addOthers(ObjectNode object, Set<String> containers) {
        object.put("moiThem" + random.nextInt(5), "leaked-" + random.nextInt());
        object.set("moi", NODES.objectNode().put("hoVaTen", "leaked").put("soDinhDanh", "leaked"));
        object.set(
                "danhSach",
                NODES.arrayNode().add("leaked").add(NODES.objectNode().put("ten", "leaked")));
        for (String name : containers) {
            object.put(name + "2", "leaked");
            object.put(name.toUpperCase(java.util.Locale.ROOT), "leaked");
        }
    }

    private JsonNode value(ServiceField.Type type) {
        return switch (type) {
            case STRING -> NODES.stringNode("v" + random.nextInt());
            case INTEGER -> NODES.numberNode(random.nextInt());
            case NUMBER -> NODES.numberNode(random.nextInt() / 8.0);
            case BOOLEAN -> NODES.booleanNode(random.nextBoolean());
        };
    }

    private static void collect(String at, JsonNode node, Map<String, Set<String>> into) {
        if (node.isArray()) {
            node.forEach(item -> collect(at, item, into));
        } else if (node.isObject()) {
            node.properties()
                    .forEach(member -> collect(
                            at.isEmpty() ? member.getKey() : at + '.' + member.getKey(), member.getValue(), into));
        } else {
            into.computeIfAbsent(at, path -> new TreeSet<>()).add(node.asString());
        }
    }
}
