package io.lakeshift.catalog.kernel;

import io.delta.kernel.defaults.engine.fileio.InputFile;
import io.delta.kernel.defaults.engine.fileio.SeekableInputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

record NioInputFile(Path file, long size) implements InputFile {
    @Override
    public long length() throws IOException {
        return size > 0 ? size : Files.size(file);
    }

    @Override
    public String path() {
        return file.toString();
    }

    @Override
    public SeekableInputStream newStream() throws IOException {
        try {
            return new ChannelStream(FileChannel.open(file, StandardOpenOption.READ));
        } catch (NoSuchFileException e) {
            // Kernel takes any other exception for a file that is being written, and waits.
            throw new FileNotFoundException(file.toString());
        }
    }

    private static final class ChannelStream extends SeekableInputStream {
        private final FileChannel channel;
        private final byte[] single = new byte[1];

        ChannelStream(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public long getPos() throws IOException {
            return channel.position();
        }

        @Override
        public void seek(long position) throws IOException {
            channel.position(position);
        }

        @Override
        public void readFully(byte[] bytes, int offset, int length) throws IOException {
            if (readNBytes(bytes, offset, length) < length) {
                throw new EOFException("The file ends early");
            }
        }

        @Override
        public int read() throws IOException {
            return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return length == 0 ? 0 : channel.read(ByteBuffer.wrap(bytes, offset, length));
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
