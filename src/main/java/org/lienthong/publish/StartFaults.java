package org.lienthong.publish;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

/**
 * Names files in the directories that the hub was given, where a start fails over its copy of them; and the version, where
 * what fails is one that was published, which a newer hub may refuse.
 */
final class StartFaults implements FailureAnalyzer, Ordered {

    private static final Pattern COPY = Pattern.compile("\\S*/configuration/[0-9a-f]{64}/(config|routes)/");

    /** Name of a property; beans are gone when a failure is explained. */
    private static final String PUBLISHED = "hub.configuration.started-with";

    private final String config;
    private final String routes;

    private final Environment environment;

    StartFaults(Environment environment) {
        this.environment = environment;
        this.config = environment.getProperty("hub.config", "config");
        this.routes = environment.getProperty("hub.routes", "routes");
    }

    /** Notes that the hub starts with a version that was published, and not with its directories. */
    static void startsWith(Version version, ConfigurableEnvironment environment) {
        String told = version.version() + " of the configuration, of " + version.author();
        environment.getPropertySources().addFirst(new MapPropertySource(PUBLISHED, Map.of(PUBLISHED, told)));
    }

    @Override
    public FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof BundleException) {
                return new FailureAnalysis(
                        "The directories " + config + " and " + routes + " cannot be a configuration: " + message + ".",
                        "Take out what is no configuration, or raise the limit under hub.configuration.",
                        cause);
            }
            boolean ofStewards = cause.getClass().getName().startsWith("org.lienthong.");
            if (ofStewards && COPY.matcher(message).find()) {
                String published = environment.getProperty(PUBLISHED);
                if (published != null) {
                    return of(published, message, cause);
                }
                String shown = COPY.matcher(message)
                        .replaceAll(found ->
                                Matcher.quoteReplacement((found.group(1).equals("config") ? config : routes) + "/"));
                return new FailureAnalysis(
                        shown, "Correct the places named; the README.md of each directory explains every key.", cause);
            }
        }
        return none();
    }

    private FailureAnalysis of(String version, String message, Throwable cause) {
        return new FailureAnalysis(
                "Version " + version + ", is in force and does not run with this hub:\n"
                        + COPY.matcher(message).replaceAll("$1/")
                        + "\nIts files are in the data directory, below configuration/.",
                "Start the hub that ran it, and publish a version without these faults first. Or correct them in "
                        + config
                        + " and " + routes + ", and start once with --hub.configuration.source=directory (where two"
                        + " persons decide also with --hub.configuration.approvals=1).",
                cause);
    }

    @SuppressWarnings("NullAway") // null: another analyzer may know
    private static FailureAnalysis none() {
        return null;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
