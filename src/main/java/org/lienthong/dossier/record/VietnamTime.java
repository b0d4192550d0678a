package org.lienthong.dossier.record;

/**
 * Days and times as the portal writes them, {@code yyyyMMddHHmmss} in Asia/Ho_Chi_Minh, which has been seven hours ahead of
 * UTC since 1975 and knows no summer time.
 */
final class VietnamTime {

    /** What is not a time. */
    static final long NONE = Long.MIN_VALUE;

    private static final long OFFSET = 7 * 3600;
    private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private VietnamTime() {}

    /** @return epoch seconds, or {@link #NONE} */
    static long parse(char[] text, int from, int length) {
        if (length != 14) {
            return NONE;
        }
        for (int i = from; i < from + 14; i++) {
            if (text[i] < '0' || text[i] > '9') {
                return NONE;
            }
        }
        int year = two(text, from) * 100 + two(text, from + 2);
        int month = two(text, from + 4);
        int day = two(text, from + 6);
        int hour = two(text, from + 8);
        int minute = two(text, from + 10);
        int second = two(text, from + 12);
        if (month < 1 || month > 12 || day < 1 || day > days(year, month) || hour > 23 || minute > 59 || second > 59) {
            return NONE;
        }
        return epochDay(year, month, day) * 86400 + hour * 3600L + minute * 60L + second - OFFSET;
    }

    private static int two(char[] text, int at) {
        return (text[at] - '0') * 10 + text[at + 1] - '0';
    }

    private static int days(int year, int month) {
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return month == 2 && leap ? 29 : DAYS[month - 1];
    }

    /** Days since 1970-01-01 of the Gregorian calendar; the year begins in March, so that the leap day is its last. */
    private static long epochDay(int year, int month, int day) {
        int y = month <= 2 ? year - 1 : year;
        int era = Math.floorDiv(y, 400);
        int yearOfEra = y - era * 400;
        int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146097L + dayOfEra - 719468;
    }
}
