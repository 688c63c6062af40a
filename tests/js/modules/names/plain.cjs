exports.present = 'present';
