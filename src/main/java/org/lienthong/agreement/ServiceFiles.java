package org.lienthong.agreement;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lienthong.agency.Agency;
import org.lienthong.agency.AgencyRegistry;
import org.lienthong.config.Fields;
import org.lienthong.config.Findings;
import org.lienthong.config.Position;
import org.lienthong.config.YamlReader;

/**
 * Reads {@code config/services/<provider>/<name>.yaml}, one service per file, and {@code config/purposes.yaml}, the
 * register of purposes that they refer to.
 */
final class ServiceFiles {

    private final Path config;
    private final AgencyRegistry agencies;
    private final Findings findings;
    private final Map<ServiceId, ServiceDefinition> services = new LinkedHashMap<>();
    private final Map<ServiceId, Position> places = new HashMap<>();
    private final Map<String, Text> purposes = new LinkedHashMap<>();

    /** Ids of services that were declared with mistakes; pointing at them is no second mistake. */
    private final Set<ServiceId> broken = new HashSet<>();

    private ServiceFiles(Path config, AgencyRegistry agencies, Findings findings) {
        this.config = config;
        this.agencies = agencies;
        this.findings = findings;
    }

    static ServiceFiles read(Path config, AgencyRegistry agencies, Findings findings) {
        ServiceFiles files = new ServiceFiles(config, agencies, findings);
        files.readPurposes();
        for (Path folder : YamlFiles.directoriesIn(config.resolve("services"), findings)) {
            files.readProvider(folder);
        }
        return files;
    }

    Map<ServiceId, ServiceDefinition> services() {
        return services;
    }

    Map<String, Text> purposes() {
        return purposes;
    }

    boolean isBroken(ServiceId id) {
        return broken.contains(id);
    }

    Position at(ServiceId id) {
        return places.getOrDefault(id, new Position(id.toString(), 1, 1));
    }

    private void readPurposes() {
        Path path = config.resolve("purposes.yaml");
        if (Files.notExists(path)) {
            return;
        }
        YamlReader.read(path, findings).ifPresent(root -> {
            Fields file = Fields.of(root, "the file", findings);
            if (file != null) {
                for (Fields item : file.list("purposes")) {
                    String code = item.text("code");
                    Text text = new Text(item.text("vi"), item.text("en"));
                    item.refuseOthers();
                    if (!code.isEmpty() && !ServiceParser.WORD.matcher(code).matches()) {
                        findings.add(item.at("code"), "bad-value", ServiceParser.WORD_RULE);
                    } else if (purposes.putIfAbsent(code, text) != null) {
                        findings.add(item.at("code"), "duplicate-purpose", "'" + code + "' stands here already");
                    }
                }
                file.refuseOthers();
            }
        });
    }

    private void readProvider(Path folder) {
        String provider = String.valueOf(folder.getFileName());
        Agency agency = agencies.byId(provider).orElse(null);
        List<Path> files = YamlFiles.in(folder, findings);
        if (agency == null && !files.isEmpty()) {
            findings.add(
                    YamlFiles.start(folder),
                    "unknown-agency",
                    "the folder is named for the agency '" + provider + "', which is not declared");
        }
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            ServiceId id = new ServiceId(provider, name.substring(0, name.length() - ".yaml".length()));
            places.put(id, YamlFiles.start(file));
            YamlReader.read(file, findings).ifPresent(root -> {
                Fields fields = Fields.of(root, "the file", findings);
                if (fields != null) {
                    ServiceDefinition service = new ServiceParser(id, fields, config, purposes, findings).parse(agency);
                    if (service != null) {
                        services.put(id, service);
                    }
                }
            });
            if (!services.containsKey(id)) {
                broken.add(id);
            }
        }
    }
}
