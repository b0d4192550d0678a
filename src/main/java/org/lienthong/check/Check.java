package org.lienthong.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agency;
import org.lienthong.agency.AgencyConfigException;
import org.lienthong.agency.AgencyRegistry;
import org.lienthong.agreement.AgreementConfigException;
import org.lienthong.agreement.AgreementFiles;
import org.lienthong.agreement.ServiceDefinition;
import org.lienthong.agreement.ServiceId;
import org.lienthong.audit.AuditLog;
import org.lienthong.codelist.CodeListConfigException;
import org.lienthong.codelist.CodeLists;
import org.lienthong.config.Finding;
import org.lienthong.config.Findings;
import org.lienthong.config.Pieces;
import org.lienthong.config.Position;
import org.lienthong.dossier.SourceFiles;
import org.lienthong.mapping.MappingConfigException;
import org.lienthong.mapping.Mappings;
import org.lienthong.route.RouteCheck;
import org.lienthong.route.RouteCheck.Named;

/**
 * Reads a configuration and its routes as a hub would, all of it whatever is wrong, and records each fault once where it
 * stands. Nothing is called or written, and nothing run but examples.
 */
public final class Check {

    private final Path config;
    private final Path routes;
    private final Clock clock;
    private final LocalDate today;
    private final Findings errors = new Findings();
    private final Findings warnings = new Findings();
    private @Nullable Mappings mappings;
    private @Nullable AgreementFiles agreements;

    private Check(Path config, Path routes, Clock clock) {
        this.config = config;
        this.routes = routes;
        this.clock = clock;
        this.today = LocalDate.ofInstant(clock.instant(), AuditLog.ZONE);
    }

    /**
     * Checks a configuration.
     *
     * @param config directory with {@code agencies/} and what else there is
     * @param routes directory of {@code *.camel.yaml}
     */
    public static Report of(Path config, Path routes, Clock clock) {
        return of(config, routes, null, clock);
    }

    /**
     * As {@link #of(Path, Path, Clock)}, and when nothing is wrong runs the examples, outside of a hub.
     *
     * @param examples directory with {@code services/<provider>/<service>/}; null: no examples
     */
    public static Report of(Path config, Path routes, @Nullable Path examples, Clock clock) {
        // A thread inherits what classes it finds from this one; a common pool's would find none in a packed hub.
        ExecutorService besides =
                Executors.newFixedThreadPool(Math.max(1, Runtime.getRuntime().availableProcessors() - 1));
        try {
            return of(config, routes, examples, clock, besides);
        } finally {
            besides.shutdown();
        }
    }

    /** @param besides works at the same time as the thread that calls */
    static Report of(Path config, Path routes, @Nullable Path examples, Clock clock, Executor besides) {
        Check check = new Check(config, routes, clock);
        check.all(besides);
        if (examples != null && check.errors.isEmpty()) {
            Map<ServiceId, ServiceDefinition> services =
                    Objects.requireNonNull(check.agreements).services();
            new Examples(routes, examples, services, Objects.requireNonNull(check.mappings), check.errors).check();
        }
        return new Report(check.errors.list(), check.warnings.list());
    }

    /** Mappings and routes take as long as all others, and neither needs the other. */
    private void all(Executor besides) {
        FutureTask<@Nullable AgencyRegistry> register = new FutureTask<>(this::agencies);
        FutureTask<@Nullable AgreementFiles> second = new FutureTask<>(() -> {
            register.run();
            AgencyRegistry agencies = register.get();
            return agencies == null ? null : agreements(agencies);
        });
        Findings unread = new Findings();
        List<Path> files = Schemas.in(config.resolve("schemas"), unread);
        besides.execute(second);
        Schemas known = new Schemas();
        Pieces<Findings> schemas = Pieces.of(files, known::check, besides);
        FutureTask<Findings[]> places = new FutureTask<>(this::unread);
        besides.execute(places);
        Pieces<Findings> traps = MappingTraps.check(config, besides);
        Routes read = routes(besides);
        second.run(); // Does nothing when it was begun.
        AgencyRegistry agencies = Pieces.result(register);
        agreements = Pieces.result(second);
        errors.addAll(unread);
        places.run();
        errors.addAll(Pieces.result(places)[0]);
        warnings.addAll(Pieces.result(places)[1]);
        traps.all().forEach(errors::addAll);
        schemas(files, schemas.all());
        SourceFiles.read(config.resolve("dossiers"), errors);
        errors.addAll(read.errors);
        warnings.addAll(read.warnings);
        files(read.named);
        if (agencies != null) {
            calls(read.named, agencies);
        }
        if (agreements != null) {
            services(read.named, read.complete, agreements.services());
            new ServicePaths(config, known, errors).check(agreements.services());
        }
    }

    /** Errors and warnings. */
    private Findings[] unread() {
        Findings[] both = {new Findings(), new Findings()};
        Unread.check(config, both[0], both[1]);
        return both;
    }

    /**
     * @param complete whether no route has a fault
     */
    private record Routes(List<Named> named, boolean complete, Findings errors, Findings warnings) {}

    private Routes routes(Executor besides) {
        Findings faults = new Findings();
        Findings remarks = new Findings();
        mappings = mappings(faults, remarks, besides);
        int before = faults.size();
        List<Named> named =
                RouteCheck.read(routes, mappings == null ? null : mappings.component(), faults, remarks, besides);
        return new Routes(named, faults.size() == before, faults, remarks);
    }

    private @Nullable AgencyRegistry agencies() {
        try {
            return AgencyRegistry.load(config.resolve("agencies"), warnings);
        } catch (AgencyConfigException e) {
            add(e.findings());
            skipped(warnings, "services, agreements and what routes call", "agencies");
            return null;
        }
    }

    private @Nullable AgreementFiles agreements(AgencyRegistry agencies) {
        try {
            AgreementFiles files = AgreementFiles.read(config, agencies, today);
            files.warnings().forEach(warning -> warnings.add(warning.at(), warning.rule(), warning.message()));
            return files;
        } catch (AgreementConfigException e) {
            add(e.findings());
            e.warnings().forEach(warning -> warnings.add(warning.at(), warning.rule(), warning.message()));
            skipped(warnings, "whether routes and services fit together", "services or agreements");
            return null;
        }
    }

    private @Nullable Mappings mappings(Findings faults, Findings remarks, Executor besides) {
        try {
            CodeLists codes = CodeLists.read(config.resolve("codelists"));
            return Mappings.read(config.resolve("mappings"), codes, clock, besides);
        } catch (CodeListConfigException e) {
            add(faults, e.findings());
            skipped(remarks, "mappings", "code lists");
        } catch (MappingConfigException e) {
            add(faults, e.findings());
        }
        return null;
    }

    private void files(List<Named> named) {
        for (Named file : named) {
            if (file.use() == RouteCheck.Use.FILE && !Files.isRegularFile(config.resolve(file.name()))) {
                errors.add(file.at(), "missing-schema", "there is no file config/" + file.name());
            }
        }
    }

    private void calls(List<Named> named, AgencyRegistry agencies) {
        for (Named call : named) {
            if (call.use() != RouteCheck.Use.CALL || call.agency().equals("recipient")) {
                continue;
            }
            Agency agency = agencies.byId(call.agency()).orElse(null);
            if (agency == null) {
                errors.add(call.at(), "unknown-agency", "the agency '" + call.agency() + "' is not declared");
            } else if (agency.system(call.name()).isEmpty()) {
                errors.add(
                        call.at(),
                        "unknown-system",
                        "the agency '" + call.agency() + "' has no system '" + call.name() + "'");
            }
        }
    }

    private void services(List<Named> named, boolean allRoutes, Map<ServiceId, ServiceDefinition> services) {
        Set<ServiceId> routed = new HashSet<>();
        for (Named service : named) {
            ServiceId id = new ServiceId(service.agency(), service.name());
            if (service.use() == RouteCheck.Use.SERVICE) {
                routed.add(id);
                if (!services.containsKey(id)) {
                    errors.add(service.at(), "unknown-service", "there is no config/services/" + id + ".yaml");
                }
            }
        }
        for (ServiceId id : services.keySet()) {
            if (allRoutes && !routed.contains(id)) {
                Path file = config.resolve("services").resolve(id.provider()).resolve(id.name() + ".yaml");
                warnings.add(start(file), "unrouted-service", "no route starts at hub:service/" + id);
            }
        }
    }

    private void schemas(List<Path> files, List<Findings> findings) {
        Set<Path> used = new HashSet<>();
        if (agreements != null) {
            agreements.services().values().forEach(service -> {
                used.add(service.input().normalize());
                used.add(service.output().normalize());
            });
        }
        for (int i = 0; i < files.size(); i++) {
            Path file = files.get(i);
            errors.addAll(findings.get(i));
            if (agreements != null && isOfAService(file) && !used.contains(file.normalize())) {
                warnings.add(start(file), "unused-schema", "no service takes or answers by it");
            }
        }
    }

    private static boolean isOfAService(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".request.schema.json") || name.endsWith(".answer.schema.json");
    }

    private void skipped(Findings remarks, String what, String because) {
        Path place = Files.isDirectory(config) ? config : routes;
        remarks.add(start(place), "not-checked", what + " wait for the faults of the " + because);
    }

    private void add(List<Finding> findings) {
        add(errors, findings);
    }

    private static void add(Findings to, List<Finding> findings) {
        findings.forEach(finding -> to.add(finding.at(), finding.rule(), finding.message()));
    }

    private static Position start(Path path) {
        return new Position(path.toString(), 1, 1);
    }
}
