package io.lakeshift.deltasql;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import org.apache.hadoop.fs.PositionedReadable;
import org.apache.hadoop.fs.Seekable;

/** A small file that is in memory, with the seeking that Hadoop asks of every file. */
final class BytesStream extends ByteArrayInputStream implements Seekable, PositionedReadable {
    BytesStream(byte[] bytes) {
        super(bytes);
    }

    @Override
    public synchronized void seek(long position) throws IOException {
        if (position < 0 || position > count) {
            throw new EOFException("Position " + position + " is outside the file's " + count + " bytes");
        }
        pos = (int) position;
    }

    @Override
    public synchronized long getPos() {
        return pos;
    }

    @Override
    public boolean seekToNewSource(long targetPosition) {
        return false;
    }

    @Override
    public synchronized int read(long position, byte[] target, int offset, int length) {
        if (position >= count) {
            return -1;
        }
        int size = (int) Math.min(length, count - position);
        System.arraycopy(buf, (int) position, target, offset, size);
        return size;
    }

    @Override
    public void readFully(long position, byte[] target, int offset, int length) throws IOException {
        if (read(position, target, offset, length) < length) {
            throw new EOFException("The file ends before " + (position + length));
        }
    }

    @Override
    public void readFully(long position, byte[] target) throws IOException {
        readFully(position, target, 0, target.length);
    }
}
