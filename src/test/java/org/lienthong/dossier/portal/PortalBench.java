package org.lienthong.dossier.portal;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lienthong.dossier.RecordKind;
import org.lienthong.sandbox.portal.PortalSimulatorServer;

/**
 * Measures the way from tasks that lie ready to the portal's answers, noted: {@code java -cp <test classpath>
 * org.lienthong.dossier.portal.PortalBench [records] [agencies]}. A record in two is a HoSo of some 1.2 kB, the other a TienDo;
 * the portal is a process of its own, and counted apart. Without Camel, which adds some microseconds to each call.
 */
final class PortalBench {

    private static final String FILLER = "Số 1 đường Mẫu, phường Mẫu, tỉnh Mẫu; ".repeat(20);

    private PortalBench() {}

    public static void main(String[] args) throws Exception {
        int records = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        int agencies = args.length > 1 ? Integer.parseInt(args[1]) : 10;
        Process portal = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PortalSimulatorServer.class.getName(),
                        "--port",
                        "0")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (PortalRig rig = new PortalRig();
                BufferedReader said =
                        new BufferedReader(new InputStreamReader(portal.getInputStream(), StandardCharsets.UTF_8))) {
            URI url = URI.create(said.readLine().replace("listening on ", ""));
            PortalSettings settings = PortalRig.settings(200, 8, 10_000);
            rig.start(settings, url);
            measure(rig, portal, url, records / 4, agencies, "warm-up", "A");
            measure(rig, portal, url, records, agencies, "measured", "B");
        } finally {
            portal.destroy();
        }
        System.exit(0);
    }

    private static void measure(
            PortalRig rig, Process portal, URI url, int records, int agencies, String what, String series)
            throws Exception {
        rig.stop();
        int each = records / 2 / agencies;
        for (int agency = 0; agency < agencies; agency++) {
            List<String> dossiers = new ArrayList<>();
            List<String> steps = new ArrayList<>();
            for (int i = 0; i < each; i++) {
                String code = String.format(Locale.ROOT, "H%02d.%s1-261120-%07d", agency, series, i);
                String dossier = PortalRig.dossier(code, 2);
                dossiers.add(dossier.substring(0, dossier.length() - 1) + ",\"GhiChu\":\"" + FILLER + "\"}");
                steps.add(PortalRig.progress(code, 4, 1));
            }
            rig.batch("H" + agency, RecordKind.DOSSIER, dossiers);
            rig.batch("H" + agency, RecordKind.PROGRESS, steps);
        }
        double own = cpu(ProcessHandle.current());
        double there = cpu(portal.toHandle());
        double database = postgres(portal);
        long start = System.nanoTime();
        rig.start(PortalRig.settings(200, 8, 10_000), url);
        while (rig.jdbc()
                        .sql("select count(*) from portal_task")
                        .query(Long.class)
                        .single()
                > 0) {
            Thread.sleep(20);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        int sent = each * 2 * agencies;
        System.out.printf(
                Locale.ROOT,
                "%s: %d records in %.1f s, %.0f/s; CPU-us per record: hub %.1f, PostgreSQL %.1f, portal %.1f%n",
                what,
                sent,
                seconds,
                sent / seconds,
                (cpu(ProcessHandle.current()) - own) * 1e6 / sent,
                (postgres(portal) - database) * 1e6 / sent,
                (cpu(portal.toHandle()) - there) * 1e6 / sent);
        HttpRequest counters =
                HttpRequest.newBuilder(url.resolve("/simulator/counters")).build();
        System.out.println(HttpClient.newHttpClient()
                .send(counters, HttpResponse.BodyHandlers.ofString())
                .body());
    }

    private static double cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    private static double postgres(Process portal) {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.pid() != portal.pid())
                .mapToDouble(PortalBench::cpu)
                .sum();
    }
}
