package org.lienthong.route;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultClassResolver;
import org.apache.camel.impl.engine.DefaultComponentResolver;
import org.apache.camel.impl.engine.DefaultLanguageResolver;
import org.apache.camel.impl.engine.DefaultResourceLoader;
import org.apache.camel.spi.ComponentResolver;
import org.apache.camel.spi.Language;
import org.apache.camel.spi.LanguageResolver;
import org.apache.camel.spi.PropertiesFunction;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.ResourceLoader;
import org.jspecify.annotations.Nullable;
import org.lienthong.config.Directories;

/**
 * Keeps a context to what routes may use while they run: whatever a check of their files has overlooked meets no other
 * component or language here, no class, no file but those of its own version, and nothing of the environment.
 */
final class RouteConfinement {

    /** What placeholders could read besides properties. */
    private static final List<String> FUNCTIONS =
            List.of("env", "sys", "bean", "service", "service.host", "service.name", "service.port");

    private static final Pattern HARMLESS_CLASS = Pattern.compile(
            "(org\\.apache\\.camel\\.|org\\.w3c\\.dom\\.|javax\\.xml\\.namespace\\.|java\\.util\\.(List|Map)$"
                    + "|java\\.lang\\.(String|Integer|Long|Boolean|Double|Object)$).*");

    /** Where a route's words about XPath stand when Camel hands them on. */
    private static final int XPATH_SAXON = 4;

    private static final int XPATH_FACTORY = 5;
    private static final int XPATH_OBJECT_MODEL = 6;

    private RouteConfinement() {}

    /** @param stewards whether the routes are theirs, and not simulated systems */
    static void apply(DefaultCamelContext context, Directories from, boolean stewards) {
        Set<String> components = new TreeSet<>(AllowedSteps.components(!stewards));
        if (!stewards) {
            components.add("bean"); // what their expressions take apart
        }
        context.getCamelContextExtension()
                .addContextPlugin(ComponentResolver.class, (name, camel) -> component(components, name, camel));
        if (stewards) {
            context.getCamelContextExtension()
                    .addContextPlugin(LanguageResolver.class, new Languages(AllowedSteps.languages()));
            context.setClassResolver(new Classes(context));
        }
        context.getCamelContextExtension().addContextPlugin(ResourceLoader.class, new Files(context, from));
        PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        properties.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
        properties.addInitialProperty("hub.config", from.config().toString());
        FUNCTIONS.forEach(name -> properties.addPropertiesFunction(new NoFunction(name)));
    }

    private static org.apache.camel.Component component(Set<String> allowed, String name, CamelContext camel)
            throws Exception {
        if (!allowed.contains(name)) {
            throw new IllegalArgumentException(AllowedSteps.refusal("component", name, allowed));
        }
        return new DefaultComponentResolver().resolveComponent(name, camel);
    }

    private record NoFunction(String name) implements PropertiesFunction {

        @Override
        public String getName() {
            return name;
        }

        @Override
        public String apply(String remainder) {
            throw new IllegalArgumentException("a route reads nothing by {{" + name + ":…}}");
        }
    }

    private static final class Languages extends DefaultLanguageResolver {

        private final Set<String> allowed;

        Languages(Set<String> allowed) {
            this.allowed = allowed;
        }

        @Override
        public Language resolveLanguage(String name, CamelContext context) {
            if (!allowed.contains(name)) {
                throw new IllegalArgumentException(AllowedSteps.refusal("language", name, allowed));
            }
            Language language = super.resolveLanguage(name, context);
            return switch (name) {
                case "simple" -> new Harmless(language, RouteValues::isHarmless, RouteValues::isHarmlessCondition);
                case "xpath" -> new Harmless(language, RouteValues::isHarmlessXpath, text -> true);
                default -> language;
            };
        }
    }

    /** A language without what runs, or looks up more than the message. */
    private record Harmless(
            Language language,
            java.util.function.Predicate<String> text,
            java.util.function.Predicate<String> condition)
            implements Language {

        @Override
        public Predicate createPredicate(String expression) {
            return language.createPredicate(decides(expression));
        }

        @Override
        public Expression createExpression(String expression) {
            return language.createExpression(harmless(expression));
        }

        @Override
        public Predicate createPredicate(String expression, Object[] properties) {
            return language.createPredicate(decides(expression), plain(properties));
        }

        @Override
        public Expression createExpression(String expression, Object[] properties) {
            return language.createExpression(harmless(expression), plain(properties));
        }

        private String decides(String expression) {
            if (!condition.test(harmless(expression))) {
                throw new IllegalArgumentException("an operator of this condition is not one that routes may use");
            }
            return expression;
        }

        private String harmless(String expression) {
            if (!text.test(expression)) {
                throw new IllegalArgumentException("a function of this expression is not one that routes may use");
            }
            return expression;
        }

        /** An XPath engine of the route's choosing could read files. */
        private static Object[] plain(Object[] properties) {
            if (properties.length > XPATH_OBJECT_MODEL) {
                properties[XPATH_SAXON] = null;
                properties[XPATH_FACTORY] = null;
                properties[XPATH_OBJECT_MODEL] = null;
            }
            return properties;
        }
    }

    private static final class Classes extends DefaultClassResolver {

        Classes(CamelContext context) {
            super(context);
        }

        @Override
        public @Nullable Class<?> resolveClass(String name) {
            return harmless(super.resolveClass(name));
        }

        @Override
        public @Nullable Class<?> resolveClass(String name, ClassLoader loader) {
            return harmless(super.resolveClass(name, loader));
        }

        /** What can be caught or converted to; never what does something. */
        private static @Nullable Class<?> harmless(@Nullable Class<?> found) {
            boolean allowed = found == null
                    || found.isPrimitive()
                    || found.isArray()
                    || Throwable.class.isAssignableFrom(found)
                    || HARMLESS_CLASS.matcher(found.getName()).matches();
            return allowed ? found : null;
        }
    }

    private static final class Files extends DefaultResourceLoader {

        private final Directories from;

        Files(CamelContext context, Directories from) {
            super(context);
            this.from = from;
        }

        @Override
        public Resource resolveResource(String location) {
            if (!isOwn(location)) {
                throw new IllegalArgumentException("a route reads no file but those of its own configuration");
            }
            return super.resolveResource(location);
        }

        private boolean isOwn(String location) {
            try {
                Path file = Path.of(location.replaceFirst("^file:(//)?", "")).toRealPath();
                return location.startsWith("file:")
                        && (file.startsWith(from.config().toRealPath())
                                || file.startsWith(from.routes().toRealPath()));
            } catch (IOException | RuntimeException e) {
                return false;
            }
        }
    }
}
