package org.lienthong.vxp;

import java.util.Map;

/**
 * The operations of the axis, by name.
 *
 * @param byName case counts, as in the SDK
 */
record VxpOperations(Map<String, Operation> byName) {

    static VxpOperations of(SendEdoc send, EdocLists lists, Edocs edocs, AgencyDirectory agencies) {
        return new VxpOperations(Map.ofEntries(
                Map.entry("sendEdoc", Operation.post(send::run)),
                Map.entry("getReceivedEdocList", Operation.post(lists::received)),
                Map.entry("getSentEdocList", Operation.post(lists::sent)),
                Map.entry("getEdoc", Operation.post(edocs::get)),
                Map.entry("downloadEdoc", Operation.get(edocs::download)),
                Map.entry("updateStatus", Operation.post(edocs::updateStatus)),
                Map.entry("countReceiveEdoc", Operation.getOrPost(lists::countDocuments)),
                Map.entry("countReceiveStatus", Operation.getOrPost(lists::countStatuses)),
                Map.entry("getAgenciesList", Operation.post(agencies::list)),
                Map.entry("getAgenciesListQD20", Operation.post(agencies::listQd20)),
                Map.entry("getSynchronizeUnit", Operation.post(agencies::synchronize)),
                Map.entry("registerAgency", Operation.post(agencies::register)),
                Map.entry("deleteAgency", Operation.post(agencies::delete))));
    }
}
