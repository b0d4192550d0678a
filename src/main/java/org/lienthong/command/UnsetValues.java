package org.lienthong.command;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lienthong.embedded.StartupProblem;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/**
 * Refuses to start while a setting names a variable that is not set. Spring would take {@code ${DATABASE_PASSWORD}} for the
 * password, and the failure that comes of it would name something else.
 */
public final class UnsetValues implements BeanFactoryPostProcessor {

    private static final List<String> CHECKED =
            List.of("hub.", "server.", "management.", "spring.datasource.", "spring.ssl.");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}:]+)}");

    private final ConfigurableEnvironment environment;

    public UnsetValues(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> values) {
                for (String name : values.getPropertyNames()) {
                    if (CHECKED.stream().anyMatch(name::startsWith)) {
                        check(name, String.valueOf(values.getProperty(name)));
                    }
                }
            }
        }
    }

    private void check(String name, String value) {
        Matcher variable = VARIABLE.matcher(value);
        while (variable.find()) {
            if (environment.getProperty(variable.group(1)) == null) {
                throw new StartupProblem(
                        name + " is to be the value of " + variable.group(1) + ", which is not set.",
                        name + " lấy giá trị của " + variable.group(1) + ", nhưng biến này chưa được đặt.",
                        "Set " + variable.group(1) + " in the environment of the hub, or correct the setting.");
            }
        }
    }
}
