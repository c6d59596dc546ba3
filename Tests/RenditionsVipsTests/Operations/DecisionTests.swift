import Renditions
import Testing

/// What the pixels decide holds for the frames of one branch, and for no other branch.
@Suite struct DecisionTests {
    @Test func branchesDecideForThemselves() async throws {
        // A red block of 20 x 10 at (30, 15) on white.
        let picture = Picture.make(60, 40) { x, y in
            (30..<50).contains(x) && (15..<25).contains(y) ? Picture.red : Picture.grey(255)
        }
        // Another colour policy makes another branch; both trim in their second step.
        let renditions = [
            Rendition("whole", [.flip, .trim()], as: .png()),
            Rendition("part", [.crop(width: 40, height: 20), .trim()], as: .png(), profile: .keep),
        ]
        let images = try await Fixture.engine.get().render(
            renditions, from: ImageSource(try await Fixture.file(picture)))
        #expect(images.map(\.size) == [PixelSize(width: 20, height: 10), PixelSize(width: 10, height: 5)])
    }
}
