package org.lienthong.route;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RemoveHeaderDefinition;
import org.apache.camel.model.RemoveHeadersDefinition;
import org.apache.camel.model.RemovePropertyDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.SetPropertyDefinition;
import org.apache.camel.support.PatternHelper;
import org.jspecify.annotations.Nullable;

/** Headers and properties that steer Camel, JMS or the hub, whose own say who sends and receives. */
final class ReservedNames {

    private static final Pattern RESERVED = Pattern.compile(
            "^(Camel|JMS|org\\.apache|AMQ|_AMQ|hub(?!Reason$))|^Authorization$|^Host$", Pattern.CASE_INSENSITIVE);

    /** A name that is computed could become any. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9._-]*");

    /** Some of each kind, for patterns that take more than one name. */
    private static final List<String> SAMPLES = List.of(
            HubHeaders.SENDER,
            HubHeaders.RECIPIENT,
            HubHeaders.EXCHANGE_ID,
            HubHeaders.KIND,
            HubHeaders.CONSUMER,
            "CamelHttpUri",
            "CamelFileName",
            "JMSDestination",
            "Authorization");

    private ReservedNames() {}

    /** What is wrong with the name that a step sets or removes; null when nothing is, or it does neither. */
    static @Nullable String complaint(ProcessorDefinition<?> step) {
        if (step instanceof RemoveHeadersDefinition remove) {
            return SAMPLES.stream().anyMatch(name -> PatternHelper.matchPattern(name, remove.getPattern()))
                    ? "the pattern '" + remove.getPattern() + "' takes headers that steer Camel, JMS or the hub, too"
                    : null;
        }
        if (step instanceof SetHeaderDefinition set) {
            return complaint("header", set.getName());
        }
        if (step instanceof RemoveHeaderDefinition remove) {
            return complaint("header", remove.getName());
        }
        if (step instanceof SetPropertyDefinition set) {
            return complaint("property", set.getName());
        }
        return step instanceof RemovePropertyDefinition remove ? complaint("property", remove.getName()) : null;
    }

    private static @Nullable String complaint(String what, String name) {
        if (RESERVED.matcher(name.strip()).find()) {
            return "the " + what + " '" + name + "' steers Camel, JMS or the hub, not a route";
        }
        return PLAIN.matcher(name).matches() ? null : "the " + what + " must have a plain name, not '" + name + "'";
    }
}
