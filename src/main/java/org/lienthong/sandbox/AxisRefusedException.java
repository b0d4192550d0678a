package org.lienthong.sandbox;

/** The axis answered FAIL: sending the same again would be refused again. */
final class AxisRefusedException extends Exception {

    private static final long serialVersionUID = 1;

    private final String errorCode;

    AxisRefusedException(AxisOperation operation, String errorCode, String errorDesc) {
        super(operation.wireName() + " refused, ErrorCode " + errorCode + ": " + errorDesc);
        this.errorCode = errorCode;
    }

    String errorCode() {
        return errorCode;
    }
}
