package org.lienthong.publish;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/** Names files in the directories that the hub was given, where a start fails over its copy of them. */
final class StartFaults implements FailureAnalyzer, Ordered {

    private static final Pattern COPY = Pattern.compile("\\S*/configuration/[0-9a-f]{64}/(config|routes)/");

    private final String config;
    private final String routes;

    StartFaults(Environment environment) {
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
                String shown = COPY.matcher(message)
                        .replaceAll(found ->
                                Matcher.quoteReplacement((found.group(1).equals("config") ? config : routes) + "/"));
                return new FailureAnalysis(
                        shown, "Correct the places named; the README.md of each directory explains every key.", cause);
            }
        }
        return none();
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
