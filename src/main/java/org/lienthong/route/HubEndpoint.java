package org.lienthong.route;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** One endpoint of the {@code hub:} component. */
final class HubEndpoint extends DefaultEndpoint {

    /** What an endpoint does, by the first word of its path. */
    enum Role {
        INTAKE(1, "hub:intake/<kind>"),
        SERVICE(2, "hub:service/<provider>/<name>"),
        DELIVER(1, "hub:deliver/<channel>"),
        ACCEPT(0, "hub:accept"),
        REFUSE(0, "hub:refuse"),
        CALL(2, "hub:call/<agency>/<system>");

        private final int arguments;
        private final String shape;

        Role(int arguments, String shape) {
            this.arguments = arguments;
            this.shape = shape;
        }

        static Role of(String word) {
            return Arrays.stream(values())
                    .filter(role -> role.name().toLowerCase(Locale.ROOT).equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no hub:" + word + "; there are "
                            + String.join(
                                    ", ",
                                    Arrays.stream(values()).map(Role::shape).toList())));
        }

        int arguments() {
            return arguments;
        }

        String shape() {
            return shape;
        }
    }

    /** What can be handed in. */
    private static final Set<String> KINDS = new TreeSet<>(
            Set.of("documents", "dossiers", "progress", "portal-dossiers", "payments", "payment-confirmations"));

    private static final Pattern PATH =
            Pattern.compile("(/?([A-Za-z0-9_~-][A-Za-z0-9._~-]*/)*[A-Za-z0-9_~-][A-Za-z0-9._~-]*/?)?");

    private final Role role;
    private final List<String> arguments;
    private final Map<String, String> options;
    private final @Nullable HubServices services;
    private final Entrances entrances;

    HubEndpoint(
            String uri,
            HubComponent component,
            Role role,
            List<String> arguments,
            Map<String, String> options,
            @Nullable HubServices services,
            Entrances entrances) {
        super(uri, component);
        this.role = role;
        this.arguments = List.copyOf(arguments);
        this.options = Map.copyOf(options);
        this.services = services;
        this.entrances = entrances;
    }

    Role role() {
        return role;
    }

    /** @throws IllegalArgumentException when a route cannot start there, or cannot go there, or there is no such place */
    void demand(boolean starts) {
        boolean start = role == Role.INTAKE || role == Role.SERVICE || role == Role.DELIVER;
        if (start != starts) {
            throw new IllegalArgumentException(
                    role.shape() + (start ? " stands at the start of a route" : " cannot start a route"));
        }
        if (role == Role.INTAKE && !KINDS.contains(arguments.get(0))) {
            throw new IllegalArgumentException(
                    "there is no hub:intake/" + arguments.get(0) + "; there are " + String.join(", ", KINDS));
        }
        if (role == Role.DELIVER && !arguments.get(0).equals(PortalConsumer.CHANNEL)) {
            Channel.of(arguments.get(0));
        }
        String method = options.getOrDefault("method", "POST");
        if (!method.equals("POST") && !method.equals("GET")) {
            throw new IllegalArgumentException("'method' is POST or GET, not " + method);
        }
        if (!PATH.matcher(options.getOrDefault("path", "")).matches()) {
            throw new IllegalArgumentException(
                    "'path' is words with / between, beneath the system's address: no '..', no host, no query");
        }
    }

    List<String> arguments() {
        return arguments;
    }

    private HubServices services() {
        return Objects.requireNonNull(services, "this route is only read, not run");
    }

    @Override
    public Producer createProducer() {
        return switch (role) {
            case ACCEPT -> new AcceptProducer(this, services().acceptor());
            case REFUSE -> new RefuseProducer(this);
            case CALL -> call(arguments.get(0), arguments.get(1));
            default -> throw new UnsupportedOperationException(role.shape() + " stands at the start of a route");
        };
    }

    private Producer call(String agency, String system) {
        return new CallProducer(
                this,
                new DeliveryCall(agency, system, services()),
                new ProviderCall(
                        agency,
                        system,
                        options.getOrDefault("method", "POST"),
                        options.getOrDefault("path", ""),
                        services()),
                new PortalSend(agency, system, services()));
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        return switch (role) {
            case INTAKE -> new IntakeConsumer(this, processor, arguments.get(0), entrances);
            case SERVICE ->
                new ServiceConsumer(this, processor, arguments.get(0), arguments.get(1), entrances.services());
            case DELIVER -> deliver(processor, arguments.get(0));
            default -> throw new UnsupportedOperationException(role.shape() + " cannot start a route");
        };
    }

    private Consumer deliver(Processor processor, String channel) {
        return channel.equals(PortalConsumer.CHANNEL)
                ? new PortalConsumer(this, processor, entrances.portal())
                : new DeliverConsumer(
                        this, processor, Channel.of(channel), services().deliveries(), entrances);
    }

    @Override
    public boolean isSingleton() {
        return true;
    }
}
