/** Spark with Delta, driven over standard input and output by a process that has other libraries than Spark. */
package io.lakeshift.spark;
