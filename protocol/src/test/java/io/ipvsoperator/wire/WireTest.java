package io.ipvsoperator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class WireTest {

    @Test
    void fields_are_big_endian_whatever_the_order_of_the_buffer() {
        ByteBuffer buffer = ByteBuffer.allocate(15).order(ByteOrder.LITTLE_ENDIAN);
        WireWriter.to(buffer).u8(0xf1).u16(0xf2f3).u32(0xf4f5f6f7).u64(0xf8f9fafbfcfdfeffL);
        assertThat(buffer.array())
                .containsExactly(
                        0xf1, 0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xf7, 0xf8, 0xf9, 0xfa, 0xfb, 0xfc, 0xfd, 0xfe, 0xff);
    }

    @Test
    void a_reader_reads_what_a_writer_wrote() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(15);
        WireWriter.to(buffer).u8(0xf1).u16(0xf2f3).u32(0xf4f5f6f7).u64(0xf8f9fafbfcfdfeffL);
        WireReader in = WireReader.of(buffer.flip());
        assertThat(in.u8()).isEqualTo(0xf1);
        assertThat(in.u16()).isEqualTo(0xf2f3);
        assertThat(in.u32()).isEqualTo(0xf4f5f6f7);
        assertThat(in.u64()).isEqualTo(0xf8f9fafbfcfdfeffL);
        assertThat(in.remaining()).isZero();
    }

    @Test
    void reading_leaves_the_buffer_where_it_was() {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}).position(1);
        assertThat(WireReader.of(buffer).u16()).isEqualTo(0x0203);
        assertThat(buffer.position()).isEqualTo(1);
    }

    @Test
    void writing_moves_the_buffer() {
        ByteBuffer buffer = ByteBuffer.allocate(8).position(2);
        WireWriter.to(buffer).u16(7);
        assertThat(buffer.position()).isEqualTo(4);
    }

    @Test
    void offsets_of_a_part_count_from_its_first_byte() {
        WireReader in = WireReader.of(new byte[] {1, 2, 3, 4, 5}).skip(1);
        WireReader part = in.next(3);
        assertThat(part.u8At(0)).isEqualTo(2);
        assertThat(part.remaining()).isEqualTo(3);
        assertThat(in.u8()).isEqualTo(5);
    }
}
