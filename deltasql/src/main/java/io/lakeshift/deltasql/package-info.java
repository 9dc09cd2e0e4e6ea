/** What engines load to read and write SQL-backed tables through deltasql://. */
@NullMarked
package io.lakeshift.deltasql;

import org.jspecify.annotations.NullMarked;
