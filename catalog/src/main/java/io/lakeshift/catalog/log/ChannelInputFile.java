package io.lakeshift.catalog.log;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** Lets Parquet read from a log's storage without a Hadoop file system. */
final class ChannelInputFile implements InputFile {
    private final LogStorage storage;
    private final String name;

    ChannelInputFile(LogStorage storage, String name) {
        this.storage = storage;
        this.name = name;
    }

    @Override
    public long getLength() throws IOException {
        return storage.size(name);
    }

    @Override
    public SeekableInputStream newStream() throws IOException {
        SeekableByteChannel channel = storage.openSeekable(name);
        return new DelegatingSeekableInputStream(Channels.newInputStream(channel)) {
            @Override
            public long getPos() throws IOException {
                return channel.position();
            }

            @Override
            public void seek(long position) throws IOException {
                channel.position(position);
            }
        };
    }
}
