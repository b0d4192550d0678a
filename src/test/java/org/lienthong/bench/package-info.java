/** Compares the hub with what its work costs at least, and with a route written by hand; see {@code DocumentBenchmark}. */
package org.lienthong.bench;
