package org.lienthong.agreement;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.lienthong.agency.AgencyRegistry;
import org.lienthong.config.Fields;
import org.lienthong.config.Finding;
import org.lienthong.config.Findings;
import org.lienthong.config.YamlReader;

/**
 * All that stewards wrote about services and agreements, read and checked at one time.
 *
 * @param agencies what the files were checked against
 * @param warnings what is worth a look but harms nobody: expired and unused things
 */
public record AgreementFiles(
        Map<ServiceId, ServiceDefinition> services,
        Map<String, Text> purposes,
        Collection<Agreement> agreements,
        List<Finding> warnings) {

    public AgreementFiles {
        services = Map.copyOf(services);
        agreements = List.copyOf(agreements);
        warnings = List.copyOf(warnings);
    }

    /** @throws AgreementConfigException with all findings, when there is any */
    public static AgreementFiles read(Path config, AgencyRegistry agencies, LocalDate today) {
        Findings findings = new Findings();
        Findings warnings = new Findings();
        ServiceFiles services = ServiceFiles.read(config, agencies, findings);
        List<AgreementDraft> drafts = new ArrayList<>();
        for (Path path : YamlFiles.in(config.resolve("agreements"), findings)) {
            YamlReader.read(path, findings).ifPresent(root -> {
                Fields file = Fields.of(root, "the file", findings);
                if (file != null) {
                    readFile(file, new AgreementParser(agencies, services, today, findings), drafts);
                }
            });
        }
        new AgreementChecks(agencies, services, today, findings, warnings).check(drafts);
        if (!findings.isEmpty()) {
            throw new AgreementConfigException(findings, warnings);
        }
        List<Agreement> agreements =
                drafts.stream().map(AgreementDraft::agreement).toList();
        return new AgreementFiles(services.services(), services.purposes(), agreements, warnings.list());
    }

    private static void readFile(Fields file, AgreementParser parser, List<AgreementDraft> drafts) {
        if (!file.missing("agreements")) {
            for (Fields fields : file.list("agreements")) {
                Agreement agreement = parser.parse(fields);
                if (agreement != null) {
                    drafts.add(new AgreementDraft(agreement, fields));
                }
            }
        }
        file.refuseOthers();
    }
}
