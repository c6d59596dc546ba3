/// BlurHash: an image's lowest frequencies as a short text, to be shown blurred until the image has come.
///
/// The format is public (woltapp/blurhash, Algorithm.md). In order: one digit for the number of components, one for the
/// largest amplitude, four for the mean colour, two for each further component; all digits base 83.
///
/// The format has no transparency, so an image with alpha is first laid over the mean of its visible colours: edges then
/// fade into the image's own colour rather than into whatever the file keeps where nothing is seen.
public enum BlurHash {
    /// The quantiser of amplitudes: 19 levels, -9 to 9, spaced by a square root so that faint waves keep their sign.
    static let levels = 19

    /// How many waves are kept along each side.
    public struct Components: Hashable, Sendable {
        /// 1 to 9.
        public let x: Int
        public let y: Int

        /// - Precondition: both are 1 to 9, all that the format can hold.
        public init(x: Int, y: Int) {
            precondition((1...9).contains(x) && (1...9).contains(y), "BlurHash has 1 to 9 components a side")
            self.x = x
            self.y = y
        }

        /// 4 by 3 for landscape and square images, 3 by 4 for portraits: texts of 28 characters.
        public init(for size: PixelSize) {
            self = size.height > size.width ? Components(x: 3, y: 4) : Components(x: 4, y: 3)
        }
    }
}
