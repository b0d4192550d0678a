package org.lienthong.bench;

import java.io.IOException;

/** One way to move a document, measured in turn with the others. */
interface Variant extends AutoCloseable {

    /** As in the table. */
    String title();

    /** @param run distinguishes the documents of all measurements */
    Result measure(int run, Load load) throws Exception;

    /**
     * @param size bytes of a document
     * @param concurrency senders
     * @param warmup documents before the measurement
     * @param patience seconds that these may take at most
     * @param seconds of the measurement
     */
    record Load(int size, int concurrency, int warmup, int patience, int seconds) {}

    @Override
    void close() throws IOException, InterruptedException;

    /**
     * @param jvm milliseconds of processor time per document in the JVM under test
     * @param postgres the same in its PostgreSQL
     * @param load the same in the load generator and receiver
     * @param remark what was not as it should be, or empty
     */
    record Result(Flight.Figures figures, double jvm, double postgres, double load, String remark) {

        double cpu() {
            return jvm + postgres;
        }
    }
}
