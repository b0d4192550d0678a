package org.lienthong.agency;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lienthong.config.Findings;

/** What a certificate is recognised by leads to one client, or else whoever holds it could act for either. */
final class ClientChecks {

    /** Whose it is. */
    private record Holder(ClientCertificate certificate, Draft draft, String client) {}

    private ClientChecks() {}

    static void check(List<Draft> drafts, Findings findings) {
        Map<String, List<Holder>> known = new HashMap<>();
        for (Draft draft : drafts) {
            List<AgencyClient> clients = draft.agency().clients();
            for (int i = 0; i < clients.size(); i++) {
                List<ClientCertificate> certificates = clients.get(i).certificates();
                for (int j = 0; j < certificates.size(); j++) {
                    Holder holder = new Holder(
                            certificates.get(j), draft, clients.get(i).name());
                    List<Holder> same =
                            known.computeIfAbsent(certificates.get(j).value(), value -> new ArrayList<>(2));
                    String key = "clients/" + i + '/' + j;
                    same.stream()
                            .filter(other -> other.certificate().overlaps(holder.certificate()))
                            .findFirst()
                            .ifPresent(other -> findings.add(draft.at(key), "duplicate-certificate", message(other)));
                    same.add(holder);
                }
            }
        }
    }

    private static String message(Holder other) {
        return "this certificate is that of '" + other.client() + "' of "
                + other.draft().agency().id() + " already";
    }
}
