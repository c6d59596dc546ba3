import Renditions

extension ImageEngineCheck {
    /// How the orientation that a file carries is followed.
    static let orientation: [ImageEngineCheck] = [
        ImageEngineCheck("orientation-is-followed") { trial in
            let picture = EnginePicture.scene(12, 7)
            for orientation in Orientation.allCases {
                let expected = try Orient(orientation).apply(to: picture, overlays: [:])
                let found = try await trial.pixels(of: picture, orientation: orientation)
                try trial.expectEqual(found, expected, "Orientation \(orientation.rawValue)")
            }
        },
        ImageEngineCheck("orientation-is-left-when-asked") { trial in
            let picture = EnginePicture.scene(12, 7)
            for orientation in Orientation.allCases {
                let found = try await trial.pixels(of: picture, orientation: orientation, autoOrient: false)
                try trial.expectEqual(found, picture, "Orientation \(orientation.rawValue), not to be followed")
            }
        },
        ImageEngineCheck("orientation-is-followed-once") { trial in
            let picture = EnginePicture.scene(12, 7)
            let expected = try Orient(.right).apply(to: picture, overlays: [:])
            let found = try await trial.pixels(of: picture, [.autoOrient, .autoOrient], orientation: .right)
            try trial.expectEqual(found, expected, "An image that is turned as its file says, three times over")
        },
        ImageEngineCheck("orientation-comes-before-geometry") { trial in
            // What is asked for is counted in the image as it is seen, wherever the plan puts the turn.
            let picture = EnginePicture.scene(80, 40)
            for orientation in Orientation.allCases {
                let upright = try Orient(orientation).apply(to: picture, overlays: [:])
                let expected = try await trial.pixels(of: upright, [.resize(width: 20)])
                let found = try await trial.pixels(of: picture, [.resize(width: 20)], orientation: orientation)
                try trial.expectEqual(found, expected, within: 4, "Orientation \(orientation.rawValue), 20 pixels wide")
            }
        },
    ]
}
