using System.Text;

namespace CrmContacts.Core.Import.Reading;

/// <summary>
/// Gives one noncharacter for every byte that does not decode. ASCII behind half a letter is what it is: a letter that was
/// cut at the end of a line takes no line break with it.
/// </summary>
internal sealed class MarkingFallback : DecoderFallback
{
    public const char Marker = '\uFDD0';

    public override int MaxCharCount => 8;

    public override DecoderFallbackBuffer CreateFallbackBuffer() => new Marks();

    private sealed class Marks : DecoderFallbackBuffer
    {
        private byte[] bytes = [];
        private int left;
        private int given;

        public override int Remaining => left;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            bytes = bytesUnknown;
            left = bytesUnknown.Length;
            given = 0;
            return left > 0;
        }

        public override char GetNextChar()
        {
            if (left == 0) return '\0';
            left--;
            var next = bytes[given++];
            // A zero would say that nothing follows.
            return next is > 0 and < 0x80 ? (char)next : Marker;
        }

        public override bool MovePrevious()
        {
            if (given == 0) return false;
            given--;
            left++;
            return true;
        }

        public override void Reset() => left = given = 0;
    }
}
