package org.lienthong.dossier.statistics;

import org.jspecify.annotations.Nullable;

/**
 * The indicators of the national portal (QĐ 766/QĐ-TTg), each a share of what was counted. docs/statistics.md says more.
 */
public enum Indicator {
    SYNC_RATE(
            "sync-rate",
            "Dossiers received in the period that reached the hub, of those that the national reporting system or the portal"
                    + " counts, whichever are more; without such a count, of last year's in equal parts.",
            "Hồ sơ tiếp nhận trong kỳ đã đồng bộ, trên số lớn hơn giữa hệ thống báo cáo quốc gia và Cổng dịch vụ công; không"
                    + " có số liệu thì lấy số năm trước chia đều.",
            Measure.RECEIVED,
            null),
    ON_TIME(
            "on-time",
            "Dossiers ended in time or, still open, in time at the end of the period, of all that were open in it. The wait"
                    + " for supplements is subtracted; more than one request without a result is late.",
            "Hồ sơ giải quyết đúng hạn hoặc đang xử lý còn trong hạn khi hết kỳ, trên số hồ sơ phải giải quyết trong kỳ. Trừ"
                    + " thời gian chờ bổ sung; yêu cầu bổ sung hơn một lần mà chưa có kết quả là quá hạn.",
            null,
            null),
    AVERAGE_TIME(
            "average-time",
            "Time from receipt to result of the dossiers finished in the period, without the wait for supplements.",
            "Thời gian bình quân từ khi tiếp nhận đến khi có kết quả của hồ sơ xong trong kỳ, trừ thời gian chờ bổ sung.",
            Measure.FINISHED_SECONDS,
            Measure.FINISHED),
    ONLINE(
            "online",
            "Dossiers received in the period online and, once finished with a paper as result, with the electronic one too.",
            "Hồ sơ tiếp nhận trực tuyến trong kỳ; khi đã xong và thủ tục có kết quả giấy thì phải có cả kết quả điện tử.",
            Measure.ONLINE,
            Measure.RECEIVED),
    ONLINE_PAYMENT(
            "online-payment",
            "Dossiers received in the period whose fees were paid online, of those with fees other than 0.",
            "Hồ sơ tiếp nhận trong kỳ được thanh toán trực tuyến, trên số hồ sơ có phí, lệ phí khác 0.",
            Measure.PAID_ONLINE,
            Measure.FEES_DUE),
    ELECTRONIC_RESULT(
            "electronic-result",
            "Dossiers finished in the period whose result is there as a file.",
            "Hồ sơ xong trong kỳ có tệp kết quả điện tử.",
            Measure.ELECTRONIC_RESULT,
            Measure.FINISHED),
    DIGITISED(
            "digitised",
            "Dossiers finished in the period with a component and the result as files.",
            "Hồ sơ xong trong kỳ có thành phần hồ sơ và kết quả được số hóa.",
            Measure.DIGITISED,
            Measure.FINISHED),
    REUSE(
            "reuse",
            "Dossiers received in the period with a component that was used again or digitised before.",
            "Hồ sơ tiếp nhận trong kỳ có thành phần được tái sử dụng hoặc đã số hóa.",
            Measure.REUSED,
            Measure.RECEIVED),
    PERSONAL_STORE(
            "personal-store",
            "Dossiers received in the period with a component from the person's document store.",
            "Hồ sơ tiếp nhận trong kỳ có thành phần lấy từ kho dữ liệu cá nhân.",
            Measure.PERSONAL_STORE,
            Measure.RECEIVED),
    POPULATION_DATA(
            "population-data",
            "Dossiers received in the period for which data of the population database were used.",
            "Hồ sơ tiếp nhận trong kỳ có khai thác dữ liệu dân cư.",
            Measure.POPULATION,
            Measure.RECEIVED),
    SATISFACTION(
            "satisfaction",
            "What is left after the late dossiers and those with a complaint; without supplied complaints, the late ones"
                    + " alone.",
            "Phần còn lại sau khi trừ hồ sơ quá hạn và hồ sơ bị phản ánh; chưa có số phản ánh thì chỉ trừ quá hạn.",
            null,
            null);

    /**
     * An indicator's value.
     *
     * @param indicator its name
     * @param numerator null when unknown
     * @param denominator null when unknown
     * @param value a share of 1, or a time in {@code unit}; null when it cannot be told
     * @param unit {@code day} or {@code hour} of an average, else null
     * @param basis where the denominator is from, or what is left out; null when there is nothing to say
     */
    public record Figure(
            String indicator,
            @Nullable Long numerator,
            @Nullable Long denominator,
            @Nullable Double value,
            @Nullable String unit,
            @Nullable String basis) {}

    private static final double DAY = 86_400;

    private final String word;
    private final String en;
    private final String vi;
    private final @Nullable Measure over;
    private final @Nullable Measure under;

    Indicator(String word, String en, String vi, @Nullable Measure over, @Nullable Measure under) {
        this.word = word;
        this.en = en;
        this.vi = vi;
        this.over = over;
        this.under = under;
    }

    public String word() {
        return word;
    }

    String en() {
        return en;
    }

    String vi() {
        return vi;
    }

    static @Nullable Indicator of(String word) {
        for (Indicator one : values()) {
            if (one.word.equals(word)) {
                return one;
            }
        }
        return null;
    }

    /** Whether it is about dossiers received in the period alone. */
    boolean ofReceived() {
        return this == SYNC_RATE || under == Measure.RECEIVED || under == Measure.FEES_DUE;
    }

    /** Of what was counted alone; the sync rate has no denominator then. */
    long numerator(Counts counts) {
        return over == null ? counts.inTime() : counts.of(over);
    }

    long denominator(Counts counts) {
        if (this == SYNC_RATE) {
            return counts.of(Measure.RECEIVED);
        }
        return under == null ? counts.handled() : counts.of(under);
    }

    /** @param unit in which the procedure's time is told; null for several procedures, then days */
    Figure figure(Counts counts, Supplied supplied, Procedure.@Nullable Unit unit) {
        long numerator = numerator(counts);
        return switch (this) {
            case SYNC_RATE -> share(numerator, supplied.dossiers(), supplied.basis());
            case SATISFACTION -> {
                Long complaints = supplied.complaints();
                yield complaints == null
                        ? share(numerator, denominator(counts), "without-complaints")
                        : share(Math.max(0, numerator - complaints), denominator(counts), null);
            }
            case AVERAGE_TIME -> time(numerator, denominator(counts), unit);
            default -> share(numerator, denominator(counts), null);
        };
    }

    private Figure share(long numerator, @Nullable Long denominator, @Nullable String basis) {
        Double value =
                denominator == null || denominator == 0 ? null : (Double) rounded((double) numerator / denominator);
        return new Figure(word, numerator, denominator, value, null, basis);
    }

    private Figure time(long seconds, long count, Procedure.@Nullable Unit unit) {
        boolean hours = unit == Procedure.Unit.HOUR;
        double in = hours ? Procedure.Unit.HOUR.seconds() : DAY;
        Double value = count == 0 ? null : (Double) rounded(seconds / in / count);
        return new Figure(word, seconds, count, value, unit == null ? "day" : unit.word(), "seconds");
    }

    private static double rounded(double value) {
        return Math.round(value * 1e6) / 1e6;
    }
}
