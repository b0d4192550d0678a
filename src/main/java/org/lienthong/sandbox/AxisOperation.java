package org.lienthong.sandbox;

import java.util.Arrays;
import java.util.List;

/** The operations of the axis' API that a document system uses, with the parameters that each takes as headers. */
enum AxisOperation {
    GET_AGENCIES_LIST("getAgenciesList", Answer.ITEMS),
    SEND_EDOC("sendEdoc", Answer.DOC_ID, "from", "to", "servicetype", "messagetype"),
    GET_RECEIVED_EDOC_LIST(
            "getReceivedEdocList",
            Answer.ITEMS,
            "servicetype",
            "messagetype",
            "fromDate",
            "toDate",
            "status",
            "pageSize",
            "pageIndex"),
    GET_SENT_EDOC_LIST("getSentEdocList", Answer.ITEMS, "servicetype", "messagetype", "docId"),
    GET_EDOC("getEdoc", Answer.DOCUMENT, "docId"),
    UPDATE_STATUS("updateStatus", Answer.NOTHING, "docId", "status"),
    COUNT_RECEIVE_EDOC("countReceiveEdoc", Answer.COUNT),
    COUNT_RECEIVE_STATUS("countReceiveStatus", Answer.COUNT);

    /** What a success carries besides the envelope. */
    enum Answer {
        NOTHING,
        DOC_ID,
        ITEMS,
        DOCUMENT,
        COUNT
    }

    private final String wireName;
    private final Answer answer;
    private final List<String> parameters;

    AxisOperation(String wireName, Answer answer, String... parameters) {
        this.wireName = wireName;
        this.answer = answer;
        this.parameters = List.of(parameters);
    }

    /**
     * @throws IllegalArgumentException when the axis has no such operation, or the sandbox does not speak it
     */
    static AxisOperation named(String wireName) {
        return Arrays.stream(values())
                .filter(operation -> operation.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("axis:" + wireName + ": no such operation; known are "
                        + Arrays.stream(values()).map(AxisOperation::wireName).toList()));
    }

    String wireName() {
        return wireName;
    }

    Answer answer() {
        return answer;
    }

    List<String> parameters() {
        return parameters;
    }
}
