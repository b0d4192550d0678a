package org.lienthong.route;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.lienthong.agreement.ServiceDefinition;

/**
 * Which routes nobody can call: those of services that the configuration does not declare, and the simulated registers
 * where it declares none at all. So a configuration of agencies alone goes with the shipped routes.
 */
final class Unserved implements Predicate<String> {

    private static final String SERVICE = "hub:service/";

    private final Set<String> declared;

    Unserved(Collection<ServiceDefinition> services) {
        this.declared = services.stream()
                .map(service ->
                        SERVICE + service.id().provider() + '/' + service.id().name())
                .collect(Collectors.toSet());
    }

    @Override
    public String toString() {
        return String.join("\n", new TreeSet<>(declared));
    }

    /** @param from where the route starts */
    @Override
    public boolean test(String from) {
        String plain = from.replace("hub://", "hub:");
        return plain.startsWith(SERVICE) && !declared.contains(plain)
                || plain.startsWith("simulated:") && declared.isEmpty();
    }
}
