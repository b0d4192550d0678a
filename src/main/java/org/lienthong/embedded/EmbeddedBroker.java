package org.lienthong.embedded;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.MetricsConfiguration;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnector;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMRegistry;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.server.metrics.ActiveMQMetricsPlugin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub's own Artemis, its journal in {@code artemis/} of the data directory. Artemis reports a journal that it cannot
 * load only to listeners and then stays passive: such a broker is kept, delivers nothing, and says {@link #failure()}.
 */
final class EmbeddedBroker implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final String NETTY_NO_UNSAFE = "io.netty.noUnsafe";

    private final EmbeddedActiveMQ artemis;
    private final int serverId;
    private final String password;
    private final @Nullable String failure;

    private EmbeddedBroker(EmbeddedActiveMQ artemis, int serverId, String password, @Nullable String failure) {
        this.artemis = artemis;
        this.serverId = serverId;
        this.password = password;
        this.failure = failure;
    }

    static EmbeddedBroker start(
            Path directory, BrokerSettings settings, @Nullable ActiveMQMetricsPlugin metrics, SecureRandom random) {
        letNettyFreeBuffers();
        int serverId = random.nextInt(1, Integer.MAX_VALUE);
        String password = secret(random);
        EmbeddedActiveMQ artemis =
                new EmbeddedActiveMQ().setSecurityManager(new BrokerLogins(password, settings.logins()));
        @Nullable String failure = start(artemis, directory, settings, metrics, serverId, secret(random));
        if (failure == null) {
            log.atInfo().addKeyValue("directory", directory).log("Broker is up");
        } else {
            log.atError().addKeyValue("directory", directory).log(failure);
        }
        return new EmbeddedBroker(artemis, serverId, password, failure);
    }

    /** Null when not even its settings could be read. */
    @Nullable
    ActiveMQServer server() {
        return artemis.getActiveMQServer();
    }

    String url() {
        return "vm://" + serverId;
    }

    String user() {
        return BrokerLogins.HUB;
    }

    String password() {
        return password;
    }

    /** Why the broker did not initialise, or null when it did. */
    @Nullable
    String failure() {
        return failure;
    }

    boolean active() {
        @Nullable ActiveMQServer server = server();
        return server != null && server.isStarted() && server.isActive();
    }

    @Override
    public void close() throws Exception {
        artemis.stop();
        endClientThreads();
        log.info("Stopped the broker");
    }

    /** Artemis leaves them waiting for a minute, and a process whose start failed would wait with them. */
    private static void endClientThreads() {
        if (InVMRegistry.instance.size() == 0) { // no other broker in this process
            InVMConnector.resetThreadPool();
        }
    }

    /**
     * Artemis frees the buffers of its journal through a Netty call that Netty 4.2 refuses on Java 25 and later unless
     * told to go on using {@code sun.misc.Unsafe}; without it an existing journal does not load. Must run before Netty.
     */
    static void letNettyFreeBuffers() {
        if (System.getProperty(NETTY_NO_UNSAFE) == null) {
            System.setProperty(NETTY_NO_UNSAFE, "false");
        }
    }

    private static @Nullable String start(
            EmbeddedActiveMQ artemis,
            Path directory,
            BrokerSettings settings,
            @Nullable ActiveMQMetricsPlugin metrics,
            int serverId,
            String clusterPassword) {
        AtomicReference<@Nullable Exception> cause = new AtomicReference<>();
        try {
            Configuration plan = BrokerPlan.of(directory, settings, serverId, clusterPassword);
            if (metrics != null) {
                plan.setMetricsConfiguration(
                        new MetricsConfiguration().setPlugin(metrics).setJvmMemory(false));
            }
            artemis.setConfiguration(plan).createActiveMQServer();
            artemis.getActiveMQServer().registerActivationFailureListener(cause::set);
            artemis.start();
            refuseTakenPort(artemis, settings, cause.get());
            long timeout = cause.get() == null ? settings.startTimeout().toMillis() : 0;
            boolean active = artemis.getActiveMQServer().waitForActivation(timeout, TimeUnit.MILLISECONDS);
            return active && artemis.getActiveMQServer().isActive() ? null : inactive(cause.get());
        } catch (StartupProblem e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return inactive(e);
        } catch (Exception e) {
            return inactive(e);
        }
    }

    /** A wrong address is the operator's to mend at once; nothing is gained by running on without the broker. */
    private static void refuseTakenPort(EmbeddedActiveMQ artemis, BrokerSettings settings, @Nullable Exception cause)
            throws Exception {
        for (Throwable e = cause; e != null; e = e.getCause()) {
            if (settings.listen() && String.valueOf(e.getMessage()).contains("AMQ229230")) {
                artemis.stop();
                String address = settings.host() + ":" + settings.port();
                throw new StartupProblem(
                        "The broker cannot listen on " + address + ".",
                        "Hàng đợi thông điệp không mở được cổng " + address + ".",
                        "End what uses it, or choose another with hub.broker.host and hub.broker.port.",
                        cause);
            }
        }
    }

    private static String inactive(@Nullable Exception cause) {
        return "The broker did not become active" + (cause == null ? "" : " (" + cause + ")")
                + "; its data is intact, nothing is delivered until it is started again."
                + (Runtime.version().feature() > 21
                        ? " On Java 22 and later, start with --sun-misc-unsafe-memory-access=allow."
                        : "");
    }

    private static String secret(SecureRandom random) {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
