package org.lienthong.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.lienthong.agreement.Text;

/** All rules, by id, as {@code rules.txt} beside this class has them. */
public final class Rules {

    private static final int COLUMNS = 6;

    private final Map<String, Rule> byId;

    private Rules(Map<String, Rule> byId) {
        this.byId = Collections.unmodifiableMap(byId);
    }

    public static Rules load() {
        Map<String, Rule> rules = new TreeMap<>();
        text().lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            String[] cells = line.split("\\|", -1);
            if (cells.length != COLUMNS) {
                throw new IllegalStateException("a rule has " + COLUMNS + " columns: " + line);
            }
            Rule rule = new Rule(
                    cells[0], cells[1].equals("error"), new Text(cells[3], cells[2]), new Text(cells[5], cells[4]));
            rules.put(rule.id(), rule);
        });
        return new Rules(rules);
    }

    /** In the order of their ids. */
    public Collection<Rule> all() {
        return byId.values();
    }

    /** @throws IllegalArgumentException when there is no such rule */
    public Rule get(String id) {
        Rule rule = byId.get(id);
        if (rule == null) {
            throw new IllegalArgumentException("the rule '" + id + "' is not described in rules.txt");
        }
        return rule;
    }

    private static String text() {
        try (InputStream file = Objects.requireNonNull(Rules.class.getResourceAsStream("rules.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
