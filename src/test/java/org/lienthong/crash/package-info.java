/**
 * The crash test: kills a running hub again and again under load and compares what senders were promised with what
 * recipients got. It knows the hub only from outside: its jar, its HTTP interface, its data directory.
 */
package org.lienthong.crash;
