package org.lienthong.dossier.payment;

/** Why a confirmation is not posted. Each is for people to look at: money may have moved that nobody asked for. */
enum Flag {
    UNKNOWN_REFERENCE("is of no payment that was asked for", "không ứng với yêu cầu thanh toán nào"),
    OTHER_DOSSIER("names another dossier than the request did", "ghi hồ sơ khác với yêu cầu"),
    OTHER_AMOUNT("is of another amount than was asked for or confirmed before", "có số tiền khác yêu cầu"),
    PAID_TWICE(
            "is a second transaction for a payment that is confirmed", "là giao dịch thứ hai của khoản đã thanh toán"),
    TRANSACTION_USED("has the transaction number of another payment", "dùng mã giao dịch của khoản khác"),
    UNPAID_AFTER_PAID("says that a confirmed payment failed", "báo thất bại cho khoản đã xác nhận");

    private final String what;
    private final String whatVi;

    Flag(String what, String whatVi) {
        this.what = what;
        this.whatVi = whatVi;
    }

    String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    String what() {
        return what;
    }

    String whatVi() {
        return whatVi;
    }
}
