package org.lienthong.route;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.jspecify.annotations.Nullable;
import org.lienthong.agreement.Agreements;
import org.lienthong.config.Configured;
import org.lienthong.config.Directories;
import org.lienthong.config.Edition;
import org.lienthong.config.InForce;
import org.lienthong.config.Use;
import org.lienthong.dossier.portal.PortalRoutes;
import org.lienthong.mapping.Mappings;
import org.lienthong.service.ServiceRoutes;
import org.lienthong.thread.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes of the version in force, in a Camel context of their own. Those of a new version are started before any
 * message goes to them, and old ones are stopped when no message is in them any more. Versions that differ in nothing that
 * routes depend on share theirs.
 */
public final class RouteVersions implements Configured, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RouteVersions.class);
    private static final long LOOK_MILLIS = 50;

    /** A simulated system finishes what it answers. */
    private static final long SIMULATION_MILLIS = 10_000;

    private final InForce inForce;
    private final RouteContexts contexts;
    private final RecipientQueues recipients;
    private final StepCounts counts;
    private final boolean sandbox;
    private final boolean traffic;
    private final long patienceNanos;
    private final ScheduledExecutorService stopping =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("old-routes"));

    /** What runs; changed by the one thread that publishes. */
    private @Nullable Running current;

    /**
     * @param sandbox whether simulated systems run
     * @param traffic whether those of them that begin something by themselves do
     * @param patienceNanos how long messages may go by old routes after a new version is in force
     */
    RouteVersions(
            InForce inForce,
            RouteContexts contexts,
            RecipientQueues recipients,
            StepCounts counts,
            boolean sandbox,
            boolean traffic,
            long patienceNanos) {
        this.inForce = inForce;
        this.contexts = contexts;
        this.recipients = recipients;
        this.counts = counts;
        this.sandbox = sandbox;
        this.traffic = traffic;
        this.patienceNanos = patienceNanos;
    }

    /** The routes of the start, from what the hub has read by then. */
    void begin(Directories from) {
        Edition.Draft draft = Edition.Draft.of(inForce.latest());
        read(from, draft);
        inForce.replace(draft.as(inForce.latest().version()));
    }

    /** Of the version in force: the stewards' routes, then the simulated systems. */
    public List<ModelCamelContext> contexts() {
        Running running = inForce.latest().find(Running.class);
        if (running == null) {
            return List.of();
        }
        return Stream.of(running.hub(), running.simulation().context())
                .filter(Objects::nonNull)
                .map(context -> (ModelCamelContext) context)
                .toList();
    }

    /** To be called when the hub can be reached: simulated systems begin to move. */
    void started() throws Exception {
        Running running = inForce.latest().part(Running.class);
        current = running;
        counts.running(contexts().stream().map(CamelContext::getName).toList());
        if (running.simulation().context() != null) {
            running.simulation().context().getRouteController().startAllRoutes();
        }
    }

    @Override
    public void read(Directories from, Edition.Draft draft) {
        Running running = running(from, draft, inForce.latest().find(Running.class));
        draft.put(Running.class, running);
        draft.put(Entrances.class, running.entrances());
        draft.put(ServiceRoutes.class, running.entrances().services());
        draft.put(PortalRoutes.class, running.entrances().portal());
        draft.countedBy(running.use());
    }

    private Running running(Directories from, Edition.Draft draft, @Nullable Running before) {
        Unserved unserved = new Unserved(Agreements.services(draft));
        String key = RouteKeys.of(from, false, unserved.toString());
        Running.Simulation simulation = simulation(from, draft, unserved, before);
        if (before != null && before.key().equals(key)) {
            return new Running(key, before.hub(), before.entrances(), before.use(), simulation);
        }
        try {
            Entrances entrances = new Entrances();
            RouteFiles files = new RouteFiles(from.routes(), RouteFiles.Simulated.NONE, unserved);
            CamelContext hub = contexts.hub(from, files, entrances, draft.part(Mappings.class));
            return new Running(key, hub, entrances, new Use(), simulation);
        } catch (RuntimeException e) {
            if (before == null || before.simulation() != simulation) {
                simulation.stop();
            }
            throw e;
        }
    }

    private Running.Simulation simulation(
            Directories from, Edition.Draft draft, Unserved unserved, @Nullable Running before) {
        if (!sandbox) {
            return new Running.Simulation("", null);
        }
        String key = RouteKeys.of(from, true, unserved.toString());
        if (before != null && before.simulation().key().equals(key)) {
            return before.simulation();
        }
        RouteFiles.Simulated which = traffic ? RouteFiles.Simulated.ALL_ALONE : RouteFiles.Simulated.REGISTERS_ALONE;
        RouteFiles files = new RouteFiles(from.routes(), which, unserved);
        return new Running.Simulation(key, contexts.simulated(from, files, draft.part(Mappings.class)));
    }

    @Override
    public void discard(Edition.Draft draft) {
        Running unused = draft.find(Running.class);
        Running kept = inForce.latest().find(Running.class);
        if (unused == null || kept == null) {
            return;
        }
        if (unused.simulation() != kept.simulation()) {
            unused.simulation().stop();
        }
        if (unused.hub() != kept.hub()) {
            unused.hub().stop();
        }
    }

    @Override
    public void changed() {
        Running now = inForce.latest().part(Running.class);
        Running before = current;
        current = now;
        counts.running(contexts().stream().map(CamelContext::getName).toList());
        try {
            if (before != null && before.simulation() != now.simulation()) {
                simulate(now.simulation(), before.simulation());
            }
            recipients.adjust();
        } catch (Exception e) {
            throw new IllegalStateException("the new version's routes do not all run", e);
        } finally {
            if (before != null && before.hub() != now.hub()) {
                stopWhenIdle(before, System.nanoTime());
            }
        }
    }

    private void simulate(Running.Simulation now, Running.Simulation before) throws Exception {
        if (now.context() != null) {
            now.context().getRouteController().startAllRoutes();
        }
        if (before.context() != null) {
            for (String clock : RouteContexts.clocks(before.context())) {
                before.context().getRouteController().suspendRoute(clock);
            }
            var unused = stopping.schedule(before::stop, SIMULATION_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void stopWhenIdle(Running old, long since) {
        boolean waited = System.nanoTime() - since > patienceNanos;
        if (old.use().isIdle() || waited) {
            if (waited) {
                LOG.warn("messages are still in routes of an old version; they are stopped");
            }
            old.hub().stop();
        } else {
            var unused = stopping.schedule(() -> stopWhenIdle(old, since), LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        stopping.shutdownNow();
        Running last = inForce.latest().find(Running.class);
        if (last != null) {
            last.simulation().stop();
            last.hub().stop();
        }
    }
}
