package org.lienthong.command;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lienthong.embedded.StartupProblem;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * Refuses options of the command line that mean nothing, before anything is opened: a hub that ran on another data
 * directory than was meant, because a letter was wrong, would accept documents into the wrong place.
 */
public final class KnownOptions implements BeanFactoryPostProcessor {

    /** Keys that are read one by one. */
    static final Set<String> SINGLE = Set.of(
            "hub.agencies.poll",
            "hub.agreements.poll",
            "hub.certificates.interval",
            "hub.config",
            "hub.configuration.drain",
            "hub.data",
            "hub.delivery.failures-to-pause",
            "hub.operations.workers",
            "hub.routes",
            "hub.sandbox.axis-url",
            "hub.sandbox.delay",
            "hub.sandbox.period",
            "hub.sandbox.poll",
            "hub.sandbox.traffic");

    /** What Spring Boot and Camel read; their keys are theirs to check. */
    private static final Set<String> OTHERS =
            Set.of("camel", "debug", "info", "logging", "management", "server", "spring", "trace");

    private static final String HUB = "hub";

    private final ConfigurableEnvironment environment;

    public KnownOptions(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        if (environment.getPropertySources().get(CommandLinePropertySource.COMMAND_LINE_PROPERTY_SOURCE_NAME)
                instanceof EnumerablePropertySource<?> given) {
            Set<String> known = new TreeSet<>(SINGLE);
            for (String name : beans.getBeanDefinitionNames()) {
                Class<?> type = beans.getType(name, false);
                if (type == null) {
                    continue;
                }
                ConfigurationProperties prefix = type.getAnnotation(ConfigurationProperties.class);
                if (prefix != null && prefix.value().startsWith(HUB)) {
                    add(known, prefix.value(), type);
                }
            }
            for (String option : given.getPropertyNames()) {
                check(option, known);
            }
        }
    }

    private static void check(String option, Set<String> known) {
        if (option.equals("nonOptionArgs")) {
            return;
        }
        String root = option.split("\\.", 2)[0];
        boolean ours = root.equals(HUB);
        if (!ours && OTHERS.contains(root)) {
            return;
        }
        ConfigurationPropertyName name = ConfigurationPropertyName.adapt(option.replaceAll("\\[.*?]", ""), '.');
        if (!ours || known.stream().noneMatch(key -> matches(name, key))) {
            throw refused(option, nearest(option, known));
        }
    }

    /** Where a key holds a map, anything may follow. */
    private static boolean matches(ConfigurationPropertyName name, String key) {
        return key.endsWith(".*")
                ? ConfigurationPropertyName.of(key.substring(0, key.length() - 2))
                        .isAncestorOf(name)
                : ConfigurationPropertyName.of(key).equals(name);
    }

    private static StartupProblem refused(String option, @Nullable String nearest) {
        return new StartupProblem(
                "There is no option --" + option + ".",
                "Không có tham số --" + option + ".",
                (nearest == null ? "" : "Perhaps --" + nearest + " is meant. ")
                        + "--help and docs/operations/settings.md tell which there are.");
    }

    /** The known key that takes the fewest changes of a letter, if not more than a third of its letters. */
    static @Nullable String nearest(String option, Collection<String> known) {
        return known.stream()
                .filter(key -> !key.endsWith(".*"))
                .min(Comparator.comparingInt(key -> distance(option, key)))
                .filter(key -> distance(option, key) <= key.length() / 3)
                .orElse(null);
    }

    private static int distance(String left, String right) {
        int[] previous = new int[right.length() + 1];
        Arrays.setAll(previous, i -> i);
        for (int i = 1; i <= left.length(); i++) {
            int[] current = new int[right.length() + 1];
            current[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int changed = previous[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(changed, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[right.length()];
    }

    /** Adds the keys of a settings record. */
    static void add(Set<String> known, String prefix, Class<?> type) {
        if (!type.isRecord()) {
            known.add(prefix + ".*");
            return;
        }
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix
                    + '.'
                    + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            Class<?> of = element(component.getGenericType(), component.getType());
            if (Map.class.isAssignableFrom(component.getType())) {
                known.add(name + ".*");
            } else if (of.isRecord()) {
                add(known, name, of);
            } else {
                known.add(name);
            }
        }
    }

    /** What a list holds, else the type itself. */
    private static Class<?> element(Type generic, Class<?> type) {
        return Collection.class.isAssignableFrom(type)
                        && generic instanceof ParameterizedType list
                        && list.getActualTypeArguments()[0] instanceof Class<?> element
                ? element
                : type;
    }
}
