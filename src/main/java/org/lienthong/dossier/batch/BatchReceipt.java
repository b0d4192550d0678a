package org.lienthong.dossier.batch;

import java.util.UUID;

/** What the caller is told when a batch is durable. */
record BatchReceipt(UUID batchId, int received) {}
