package org.lienthong.publish;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.SingletonBeanRegistry;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Names files in the directories that the hub was given, where a start fails over its copy of them; and the version, where
 * what fails is one that was published, which a newer hub may refuse.
 */
final class StartFaults implements FailureAnalyzer, Ordered {

    private static final Pattern COPY = Pattern.compile("\\S*/configuration/[0-9a-f]{64}/(config|routes)/");

    private final String config;
    private final String routes;

    private final BeanFactory beans;

    StartFaults(Environment environment, BeanFactory beans) {
        this.beans = beans;
        this.config = environment.getProperty("hub.config", "config");
        this.routes = environment.getProperty("hub.routes", "routes");
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
                Version published = published();
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

    /** The version in force, when the hub starts with that and not with the directories. */
    private @Nullable Version published() {
        Object chosen = beans instanceof SingletonBeanRegistry made ? made.getSingleton(StartChoice.BEAN) : null;
        return chosen instanceof StartChoice.Chosen start && start.candidate() == null ? start.inForce() : null;
    }

    private FailureAnalysis of(Version version, String message, Throwable cause) {
        return new FailureAnalysis(
                "Version " + version.version() + " of the configuration, of " + version.author()
                        + ", is in force and does"
                        + " not run with this hub:\n"
                        + COPY.matcher(message).replaceAll(found -> found.group(1) + "/")
                        + "\nIts files are in configuration/" + version.hash() + " of the data directory.",
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
